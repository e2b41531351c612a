'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { AskAgain } from '../ask-again';
import { Bar, Notices, Panes, Parts, TitleField } from './editor-parts';
import type { EditorProps } from './editor-props';
import type { DraftFields } from './types';
import { useAutosave } from './use-autosave';
import { usePublishing } from './use-publishing';

/** Writes one item: the text beside its preview, what lists show of it, the price and the cover. */
export function Editor(props: EditorProps) {
  const { draft, actions, words } = props;
  const { autosave, state } = useAutosave(draft, actions);
  const { fields } = state;
  const publishing = usePublishing({
    itemId: draft.itemId,
    actions,
    autosave,
    unreachable: words.publish.unreachable,
    unsaved: words.publish.unsaved,
  });
  const [view, setView] = useState<'write' | 'preview'>('write');
  const form = useRef<HTMLDivElement>(null);

  const texts: Record<string, string> = { ...words.fields, ...props.price.faults };
  const refused = { ...state.failure?.fieldErrors, ...publishing.faults };
  const errors = Object.fromEntries(Object.entries(refused).map(([name, key]) => [name, texts[key] ?? key]));

  // A refusal is read where it stands: the first field at fault takes the focus, once, so that typing in it
  // keeps it.
  useEffect(() => {
    if (publishing.refusals === 0) return;
    setView('write');
    // On a phone the text may stand behind its preview until that is drawn.
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid], [data-fault]')?.focus(),
    );
  }, [publishing.refusals]);

  function change(patch: Partial<DraftFields>) {
    publishing.forget(Object.keys(patch));
    autosave.change(patch);
  }

  const parts = { ...props, autosave, state, publishing, change, texts, errors };
  return (
    <div ref={form} className="flex flex-col gap-6">
      <Bar {...parts} />
      <Notices {...parts} />
      <TitleField
        title={fields.title}
        language={fields.language}
        onChange={change}
        error={errors.title}
        words={words.details}
      />
      <Panes {...parts} view={view} onView={setView} />
      <Parts {...parts} />
      {draft.everPublished ? null : (
        <div className="border-line border-t pt-6">
          <AskAgain label={words.remove.label} sure={words.remove.sure} no={words.remove.no}>
            <Button size="sm" variant="danger" onClick={() => void publishing.remove()}>
              {publishing.pending === 'remove' ? words.remove.wait : words.remove.yes}
            </Button>
          </AskAgain>
        </div>
      )}
    </div>
  );
}
