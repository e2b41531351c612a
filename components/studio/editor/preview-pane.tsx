import type { ReactNode } from 'react';
import { cn } from '../../ui/cn';
import type { StudioWords } from '../words';
import type { DraftFields } from './types';

interface PreviewPaneProps {
  fields: DraftFields;
  /** The text, made by the server with the reader's own renderer. */
  node: ReactNode;
  stale: boolean;
  words: StudioWords['preview'];
}

/** The item as readers will see it. */
export function PreviewPane({ fields, node, stale, words }: PreviewPaneProps) {
  return (
    <section aria-label={words.label} aria-busy={stale} lang={fields.language}>
      <p className="display text-3xl">
        {fields.title || <span className="text-faint">{words.untitled}</span>}
      </p>
      {fields.summary ? <p className="mt-3 font-serif text-lg text-soft">{fields.summary}</p> : null}
      <div className={cn('mt-8 transition-opacity', stale && 'opacity-60')}>{node}</div>
    </section>
  );
}
