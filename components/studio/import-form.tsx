'use client';

import { type ChangeEvent, useState } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import type { FieldTexts } from '../auth/action-types';
import { buttonClass } from '../ui/button-class';
import { SiteLink } from '../ui/site-link';
import { fill, type StudioWords } from './words';

interface Imported {
  itemId: string;
  title: string;
  /** Names in the front matter that were left out. */
  ignored: string[];
}

interface ImportFormProps {
  action: (form: FormData) => Promise<ActionResult<Imported>>;
  maxBytes: number;
  words: StudioWords['import'];
  fields: FieldTexts;
}

interface Outcome {
  id: string;
  name: string;
  /** Null while it is on its way. */
  result: { ok: true; data: Imported } | { ok: false; message: string; earlierId?: string } | null;
  file: File;
}

/** One or several files, one after the other; each says what became of it. */
export function ImportForm(props: ImportFormProps) {
  const { words } = props;
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);

  const importOne = (file: File, again: boolean) => sendFile(file, { ...props, again });
  const show = (id: string, result: Outcome['result']) =>
    setOutcomes((known) => known.map((one) => (one.id === id ? { ...one, result } : one)));

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    for (const file of files) {
      const id = crypto.randomUUID();
      setOutcomes((known) => [...known, { id, name: file.name, result: null, file }]);
      show(id, await importOne(file, false));
    }
  }

  /** It is meant: the same file becomes a draft once more. */
  async function repeat({ id, file }: Outcome) {
    show(id, null);
    show(id, await importOne(file, true));
  }

  return (
    <div className="flex flex-col gap-6">
      <label
        className={buttonClass({
          variant: 'primary',
          className:
            'cursor-pointer self-start has-focus-visible:outline-2 has-focus-visible:outline-copper ' +
            'has-focus-visible:outline-offset-2',
        })}
      >
        <input
          type="file"
          accept=".md,.markdown,.mdown,.txt,text/markdown,text/plain"
          multiple
          onChange={(event) => void choose(event)}
          className="sr-only"
        />
        {words.choose}
      </label>
      <ul aria-live="polite" className="divide-y divide-line border-line border-y empty:hidden">
        {outcomes.map((outcome) => (
          <OutcomeRow
            key={outcome.id}
            outcome={outcome}
            words={words}
            onRepeat={() => void repeat(outcome)}
          />
        ))}
      </ul>
    </div>
  );
}

async function sendFile(
  file: File,
  options: ImportFormProps & { again: boolean },
): Promise<Outcome['result']> {
  const { action, maxBytes, words, fields, again } = options;
  // A file beyond the limit is not even sent.
  if (file.size > maxBytes) return { ok: false, message: fields.importLarge ?? '' };
  const form = new FormData();
  form.set('file', file);
  if (again) form.set('again', 'on');
  const answer = await action(form).catch(() => null);
  if (answer?.ok) return answer;
  const fault = answer?.fieldErrors?.file;
  const earlierId = answer?.code === 'import_repeats' ? answer.details?.itemId : undefined;
  return {
    ok: false,
    message: (fault && fields[fault]) || (answer?.message ?? words.unreachable),
    earlierId,
  };
}

interface OutcomeRowProps {
  outcome: Outcome;
  words: StudioWords['import'];
  onRepeat: () => void;
}

/** One file and what became of it. */
function OutcomeRow({ outcome: { name, result }, words, onRepeat }: OutcomeRowProps) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3">
      <span className="min-w-0">
        <span className="block truncate text-faint text-sm">{name}</span>
        {result === null ? <span className="text-soft">{words.wait}</span> : null}
        {result?.ok ? <span className="display text-lg">{result.data.title}</span> : null}
        {result && !result.ok ? <span className="text-red">{result.message}</span> : null}
        {result?.ok && result.data.ignored.length > 0 ? (
          <span className="block text-faint text-sm">
            {fill(words.ignored, { names: result.data.ignored.join(', ') })}
          </span>
        ) : null}
      </span>
      {result && !result.ok && result.earlierId ? (
        <span className="flex gap-5">
          <SiteLink href={`/studio/items/${result.earlierId}`} className="link">
            {words.openEarlier}
          </SiteLink>
          <button type="button" onClick={onRepeat} className="link">
            {words.again}
          </button>
        </span>
      ) : null}
      {result?.ok ? (
        <SiteLink href={`/studio/items/${result.data.itemId}`} className="link">
          {words.open}
        </SiteLink>
      ) : null}
    </li>
  );
}
