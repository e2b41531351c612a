'use client';

import { type ReactNode, useActionState, useId } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import type { Messages } from '@/lib/core/i18n/load-messages';
import { Field, fieldHelpId } from '../ui/field';
import { inputClass } from '../ui/input';
import { Notice } from '../ui/notice';
import { SubmitButton } from '../ui/submit-button';
import { fillIn } from './format';

type Action<T> = (previous: unknown, form?: FormData) => Promise<ActionResult<T>>;

interface KeyPoolProps {
  itemId: string;
  supply: 'none' | 'pool' | 'generated';
  free: number;
  /** How many are free and given, in words. */
  counts: string;
  /** How many of the given are spent, in words. */
  burned: string | null;
  /** Readers who wait for a key, in words. */
  owed: string | null;
  words: Messages['media']['keys'];
  actions: {
    setSupply: Action<void>;
    add: Action<{ added: number; known: number; doubled: number }>;
    clear: Action<{ removed: number }>;
  };
}

/** The licence keys of a game item: where they come from, how many are left, and the way to add more. */
export function KeyPool({ itemId, supply, free, counts, burned, owed, words, actions }: KeyPoolProps) {
  const [chosen, choose] = useActionState(actions.setSupply, null);
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-5 border-line border-t pt-5">
      <div>
        <h3 id={titleId} className="font-[560] text-sm">
          {words.title}
        </h3>
        <p className="mt-1 text-faint text-sm">{words.intro}</p>
      </div>
      <form action={choose} className="flex flex-col gap-3">
        <input type="hidden" name="itemId" value={itemId} />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-soft text-sm">{words.supply}</legend>
          {(['none', 'pool', 'generated'] as const).map((value) => (
            <label key={value} className="flex min-h-8 items-center gap-3">
              <input
                type="radio"
                name="supply"
                value={value}
                defaultChecked={value === supply}
                className="size-4 accent-copper"
              />
              {words[value]}
            </label>
          ))}
        </fieldset>
        <SubmitButton size="sm" pendingLabel={words.saving} className="self-start">
          {words.save}
        </SubmitButton>
        <Outcome result={chosen} said={() => words.saved} />
      </form>
      {owed ? <Notice tone="bad">{owed}</Notice> : null}
      {supply === 'none' ? null : (
        <p className="figures text-sm">
          {counts} {burned}
        </p>
      )}
      {supply === 'pool' && free === 0 ? <Notice>{words.soldOut}</Notice> : null}
      {supply === 'pool' ? <AddKeys itemId={itemId} free={free} words={words} actions={actions} /> : null}
      {supply === 'none' ? null : (
        <a href={`/api/studio/media/keys/${itemId}`} download className="link self-start text-sm">
          {words.download}
        </a>
      )}
    </section>
  );
}

function AddKeys({
  itemId,
  free,
  words,
  actions,
}: Pick<KeyPoolProps, 'itemId' | 'free' | 'words' | 'actions'>) {
  const [added, add] = useActionState(actions.add, null);
  const [cleared, clear] = useActionState(actions.clear, null);
  const fieldId = useId();
  const fault = added && !added.ok ? (added.fieldErrors?.keys ? words.badKeys : added.message) : undefined;
  return (
    <>
      <form action={add} className="flex flex-col gap-3">
        <input type="hidden" name="itemId" value={itemId} />
        <Field id={fieldId} label={words.paste} hint={words.pasteHint} error={fault}>
          <textarea
            id={fieldId}
            name="keys"
            rows={5}
            required
            spellCheck={false}
            autoComplete="off"
            aria-invalid={fault ? true : undefined}
            aria-describedby={fieldHelpId(fieldId)}
            className={`${inputClass} h-auto py-2 font-mono text-sm`}
          />
        </Field>
        <SubmitButton size="sm" pendingLabel={words.adding} className="self-start">
          {words.add}
        </SubmitButton>
        <p role="status" className="text-soft text-sm empty:hidden">
          {added?.ok
            ? [
                fillIn(words.added, added.data),
                added.data.known > 0 ? fillIn(words.known, added.data) : '',
                added.data.doubled > 0 ? fillIn(words.doubled, added.data) : '',
              ]
                .join(' ')
                .trim()
            : null}
        </p>
      </form>
      {free > 0 || cleared ? (
        <form action={clear} className="flex flex-wrap items-center gap-4">
          <input type="hidden" name="itemId" value={itemId} />
          <SubmitButton size="sm" variant="danger" pendingLabel={words.clearing}>
            {words.clear}
          </SubmitButton>
          <Outcome result={cleared} said={(data) => fillIn(words.cleared, data)} />
        </form>
      ) : null}
    </>
  );
}

function Outcome<T>({ result, said }: { result: ActionResult<T> | null; said: (data: T) => ReactNode }) {
  return (
    <p
      role="status"
      className={result && !result.ok ? 'text-red text-sm empty:hidden' : 'text-soft text-sm empty:hidden'}
    >
      {result ? (result.ok ? said(result.data) : result.message) : null}
    </p>
  );
}
