'use client';

import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import type { StudioWords } from '../words';
import type { DraftFields } from './types';

interface ConflictPanelProps {
  mine: DraftFields;
  theirs: DraftFields;
  onChoose: (choice: 'mine' | 'theirs') => void;
  words: StudioWords['conflict'];
}

/** Two windows wrote: both texts, and the choice. Nothing is saved before it. */
export function ConflictPanel({ mine, theirs, onChoose, words }: ConflictPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <Panel ref={panel} tabIndex={-1} role="alertdialog" aria-labelledby="conflict-title" className="my-6">
      <h2 id="conflict-title" className="display text-xl">
        {words.title}
      </h2>
      <p className="mt-1 text-soft">{words.text}</p>
      <div className="mt-5 grid gap-6 md:grid-cols-2">
        <Side
          label={words.mine}
          fields={mine}
          choose={words.keepMine}
          onChoose={() => onChoose('mine')}
          variant="primary"
        />
        <Side
          label={words.theirs}
          fields={theirs}
          choose={words.takeTheirs}
          onChoose={() => onChoose('theirs')}
        />
      </div>
    </Panel>
  );
}

interface SideProps {
  label: string;
  fields: DraftFields;
  choose: string;
  onChoose: () => void;
  variant?: 'primary';
}

function Side({ label, fields, choose, onChoose, variant }: SideProps) {
  return (
    <section aria-label={label} className="flex min-w-0 flex-col gap-3">
      <h3 className="label">{label}</h3>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
        tabIndex={0}
        lang={fields.language}
        className="max-h-72 overflow-auto border border-line bg-paper p-4"
      >
        <p className="display text-lg">{fields.title}</p>
        <p className="mt-1 text-soft text-sm">{fields.summary}</p>
        <pre className="mt-3 whitespace-pre-wrap font-serif">{fields.text}</pre>
        <p className="figures mt-3 text-faint text-sm">{fields.price}</p>
      </div>
      <Button variant={variant} className="self-start" onClick={onChoose}>
        {choose}
      </Button>
    </section>
  );
}
