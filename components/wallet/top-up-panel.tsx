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

const AMOUNT_FAULTS: ErrorCode[] = ['amount_invalid', 'amount_out_of_range', 'balance_cap_reached'];

/** Chooses an amount and goes to the payment page. Without script the form posts itself. */
export function TopUpPanel(props: TopUpPanelProps) {
  const { presets, strings, wanted } = props;
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

  function choose(value: string) {
    setPreset(value);
    if (custom.current) custom.current.value = '';
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const input = readForm(new FormData(event.currentTarget), props, keys.current);
    setPending(true);
    setResult(null);
    const answer = await send(props, input);
    if (answer.ok) {
      location.assign(answer.data.checkoutUrl);
      return;
    }
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
      <Presets presets={presets} chosen={preset} onChoose={choose} legend={strings.amount} />
      <OtherAmount
        field={custom}
        symbol={props.currencySymbol}
        isWrong={result !== null && !result.ok && AMOUNT_FAULTS.includes(result.code)}
        onType={(typed) => setPreset(typed === '' ? props.chosen : null)}
        strings={strings}
      />
      <label className="flex items-start gap-3 text-sm">
        <input type="checkbox" name="saveCard" className="mt-0.5 size-4 accent-copper" />
        <span>{strings.saveCard}</span>
      </label>
      <Failure result={result} signInHref={props.signInHref} signIn={strings.signIn} />
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

interface PresetsProps {
  presets: TopUpPanelProps['presets'];
  chosen: string | null;
  onChoose: (value: string) => void;
  legend: string;
}

function Presets({ presets, chosen, onChoose, legend }: PresetsProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-[560] text-sm">{legend}</legend>
      <div className="grid grid-cols-3 gap-2">
        {presets.map(({ value, label }) => (
          <label
            key={value}
            className={
              'figures flex h-11 cursor-pointer items-center justify-center rounded-md border ' +
              'border-edge bg-raised font-[560] transition-colors hover:bg-sunk ' +
              'has-checked:border-copper has-checked:bg-copper-tint has-checked:text-copper ' +
              'has-focus-visible:outline-2 has-focus-visible:outline-copper ' +
              'has-focus-visible:outline-offset-2'
            }
          >
            <input
              type="radio"
              name="preset"
              value={value}
              checked={chosen === value}
              onChange={() => onChoose(value)}
              className="sr-only"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface OtherAmountProps {
  field: RefObject<HTMLInputElement | null>;
  symbol: string;
  isWrong: boolean;
  onType: (typed: string) => void;
  strings: TopUpPanelStrings;
}

function OtherAmount({ field, symbol, isWrong, onType, strings }: OtherAmountProps) {
  return (
    <Field id="top-up-amount" label={strings.other} hint={strings.otherHint}>
      <div className="relative">
        <span aria-hidden="true" className="absolute inset-y-0 left-3 flex items-center text-faint">
          {symbol}
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
          aria-invalid={isWrong || undefined}
          onChange={(event) => onType(event.target.value.trim())}
          className={`${inputClass} figures pl-8`}
        />
      </div>
    </Field>
  );
}

interface FailureProps {
  result: ActionResult<unknown> | null;
  signInHref: string;
  signIn: string;
}

function Failure({ result, signInHref, signIn }: FailureProps) {
  return (
    <div role="alert" className="empty:hidden">
      {result && !result.ok ? (
        <p className="border-red border-l-2 bg-red-tint px-4 py-3 text-sm">
          {result.message}{' '}
          {result.code === 'signed_out' ? (
            <a href={signInHref} className="link">
              {signIn}
            </a>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
