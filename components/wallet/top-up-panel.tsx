'use client';

import { type FormEvent, type RefObject, useActionState, useEffect, useRef, useState } from 'react';
import type { ActionResult, ErrorCode } from '@/lib/core/errors';
import { Button } from '../ui/button';
import { Field, fieldHelpId } from '../ui/field';
import { inputClass } from '../ui/input';

/** `createTopUpAction`: called with the form's values, or by React with the form where there is no script. */
export type TopUpAction = (input: unknown, form?: FormData) => Promise<ActionResult<{ checkoutUrl: string }>>;

interface TopUpPanelStrings {
  amount: string;
  other: string;
  otherHint: string;
  saveCard: string;
  submit: string;
  pending: string;
  note: string;
  unreachable: string;
  signIn: string;
}

export interface TopUpPanelProps {
  /** A fresh UUID from the server: the same press twice is the same top-up. */
  requestKey: string;
  presets: { value: string; label: string }[];
  /** Value of the preset that is chosen at first. */
  chosen: string;
  currencySymbol: string;
  /** The unlock that the money is for: finished when the reader comes back. */
  wanted?: { itemId: string; seenPriceMicros: string };
  /** For who was signed out meanwhile; leads back here. */
  signInHref: string;
  strings: TopUpPanelStrings;
  action: TopUpAction;
}

const PRESET =
  'figures flex h-11 cursor-pointer items-center justify-center rounded-md border ' +
  'border-edge bg-raised font-[560] transition-colors hover:bg-sunk ' +
  'has-checked:border-copper has-checked:bg-copper-tint has-checked:text-copper ' +
  'has-focus-visible:outline-2 has-focus-visible:outline-copper ' +
  'has-focus-visible:outline-offset-2';
const AMOUNT_FAULTS: ErrorCode[] = ['amount_invalid', 'amount_out_of_range', 'balance_cap_reached'];

/** Chooses an amount and goes to the payment page. Without script the form posts itself. */
export function TopUpPanel(props: TopUpPanelProps) {
  const { strings, wanted } = props;
  const [preset, setPreset] = useState<string | null>(props.chosen);
  const [pending, setPending] = useState(false);
  const [sent, post] = useActionState(props.action, null);
  const [result, setResult] = useState(sent);
  const custom = useRef<HTMLInputElement>(null);
  const keys = useRef(new Map<string, string>());

  // The page comes back from the browser's memory when the reader presses "back" on the payment page.
  useEffect(() => {
    const wake = (event: PageTransitionEvent) => event.persisted && setPending(false);
    window.addEventListener('pageshow', wake);
    return () => window.removeEventListener('pageshow', wake);
  }, []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const input = readForm(new FormData(event.currentTarget), props, keys.current);
    setPending(true);
    setResult(null);
    const answer = await send(props, input);
    if (answer.ok) return location.assign(answer.data.checkoutUrl);
    setPending(false);
    setResult(answer);
  }

  return (
    <form action={post} onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
      <input type="hidden" name="requestKey" value={props.requestKey} />
      {wanted ? (
        <>
          <input type="hidden" name="wantedItemId" value={wanted.itemId} />
          <input type="hidden" name="seenPriceMicros" value={wanted.seenPriceMicros} />
        </>
      ) : null}
      <AmountFields
        {...props}
        preset={preset}
        onPreset={setPreset}
        field={custom}
        isWrong={!!result && !result.ok && AMOUNT_FAULTS.includes(result.code)}
      />
      <label className="flex items-start gap-3 text-sm">
        <input type="checkbox" name="saveCard" className="mt-0.5 size-4 accent-copper" />
        <span>{strings.saveCard}</span>
      </label>
      <div role="alert" className="empty:hidden">
        {result && !result.ok ? (
          <p className="border-red border-l-2 bg-red-tint px-4 py-3 text-sm">
            {result.message}{' '}
            {result.code === 'signed_out' ? (
              <a href={props.signInHref} className="link">
                {strings.signIn}
              </a>
            ) : null}
          </p>
        ) : null}
      </div>
      <div className="flex flex-col gap-3">
        <Button type="submit" variant="primary" aria-disabled={pending || undefined}>
          {pending ? strings.pending : strings.submit}
        </Button>
        <p className="text-faint text-sm">{strings.note}</p>
      </div>
    </form>
  );
}

/** An amount that was typed counts before a preset. */
function readForm(form: FormData, props: TopUpPanelProps, keys: Map<string, string>) {
  const typed = String(form.get('amount') ?? '').trim();
  const amount = typed || String(form.get('preset') ?? '');
  const saveCard = form.has('saveCard');
  // One key per choice: sending the same again is a repeat, another amount is another top-up.
  const choice = `${amount} ${saveCard}`;
  const requestKey = keys.get(choice) ?? (keys.size === 0 ? props.requestKey : crypto.randomUUID());
  keys.set(choice, requestKey);
  return {
    requestKey,
    amount,
    saveCard,
    wantedItemId: props.wanted?.itemId,
    seenPriceMicros: props.wanted?.seenPriceMicros,
  };
}

async function send({ action, strings }: TopUpPanelProps, input: object): ReturnType<TopUpAction> {
  try {
    return await action(input);
  } catch {
    return { ok: false, code: 'internal', message: strings.unreachable };
  }
}

interface AmountFieldsProps
  extends Pick<TopUpPanelProps, 'presets' | 'chosen' | 'currencySymbol' | 'strings'> {
  preset: string | null;
  onPreset: (value: string | null) => void;
  field: RefObject<HTMLInputElement | null>;
  isWrong: boolean;
}

/** A preset or an amount of one's own; choosing one clears the other. */
function AmountFields(props: AmountFieldsProps) {
  const { field, onPreset, strings } = props;
  function choose(value: string) {
    onPreset(value);
    if (field.current) field.current.value = '';
  }
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-[560] text-sm">{strings.amount}</legend>
        <div className="grid grid-cols-3 gap-2">
          {props.presets.map(({ value, label }) => (
            <label key={value} className={PRESET}>
              <input
                type="radio"
                name="preset"
                value={value}
                checked={props.preset === value}
                onChange={() => choose(value)}
                className="sr-only"
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <Field id="top-up-amount" label={strings.other} hint={strings.otherHint}>
        <div className="relative">
          <span aria-hidden="true" className="absolute inset-y-0 left-3 flex items-center text-faint">
            {props.currencySymbol}
          </span>
          <input
            ref={field}
            id="top-up-amount"
            name="amount"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            maxLength={20}
            aria-describedby={fieldHelpId('top-up-amount')}
            aria-invalid={props.isWrong || undefined}
            onChange={(event) => onPreset(event.target.value.trim() ? null : props.chosen)}
            className={`${inputClass} figures pl-8`}
          />
        </div>
      </Field>
    </>
  );
}
