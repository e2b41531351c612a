'use client';

import { type ReactNode, useActionState, useEffect, useLayoutEffect, useRef } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { SubmitButton } from '../ui/submit-button';
import { type PaidPart, useReveal } from './paid-place';

type UnlockStrings = Record<
  | 'button'
  | 'pending'
  | 'balance'
  | 'undoHint'
  | 'short'
  | 'shortText'
  | 'changed'
  | 'frozen'
  | 'limit'
  | 'withdrawn'
  | 'toWallet'
  | 'toFront'
  | 'signedOut'
  | 'signIn',
  string
>;

interface UnlockFormProps {
  action: (previous: unknown, form?: FormData) => Promise<ActionResult<PaidPart | null>>;
  itemId: string;
  priceMicros: bigint;
  balanceMicros: bigint;
  currency: string;
  locale: string;
  signInHref: string;
  strings: UnlockStrings;
  /** The top-up form, for when the wallet holds too little. */
  topUp: ReactNode;
}

/** One tap unlocks. Whatever stands in the way is said here, in place, with one way onward. */
export function UnlockForm(props: UnlockFormProps) {
  const { strings, balanceMicros, signInHref } = props;
  const [result, send, pending] = useActionState(props.action, null);
  const reveal = useReveal();
  const failure = result && !result.ok ? result : null;
  const panel = useRef<HTMLDivElement>(null);

  // Before anything is painted: this panel makes room for the text.
  useLayoutEffect(() => {
    if (result?.ok && result.data) reveal(result.data);
  }, [result, reveal]);

  // The button that had the focus may be gone: the focus then goes to what took its place.
  useEffect(() => {
    if (failure && !pending && document.activeElement === document.body) panel.current?.focus();
  }, [failure, pending]);

  const show = (micros: bigint) => formatMoney(micros, props.currency, props.locale);
  const priceMicros = BigInt(failure?.details?.priceMicros ?? props.priceMicros);
  const fill = (text: string) =>
    text
      .replace('{price}', show(priceMicros))
      .replace('{after}', show(priceMicros))
      .replace('{before}', show(props.priceMicros))
      .replace('{balance}', show(BigInt(failure?.details?.balanceMicros ?? balanceMicros)));
  const end = failure && endsOf(strings, signInHref)[failure.code];
  const short = failure ? failure.code === 'insufficient_funds' : balanceMicros < props.priceMicros;

  return (
    <div ref={panel} tabIndex={-1} className="flex flex-col gap-4">
      <div role="status" className="empty:hidden">
        {end ? (
          <p>
            {end.text}{' '}
            <a href={end.href} className="link">
              {end.link}
            </a>
          </p>
        ) : short ? (
          <p>
            <span className="font-[560]">{fill(strings.short)}</span> {strings.shortText}
          </p>
        ) : failure ? (
          <p>{failure.code === 'price_changed' ? fill(strings.changed) : failure.message}</p>
        ) : null}
      </div>
      {end ? null : short ? (
        props.topUp
      ) : (
        <form action={send} className="flex flex-wrap items-center gap-x-5 gap-y-3">
          <input type="hidden" name="itemId" value={props.itemId} />
          <input type="hidden" name="seenPriceMicros" value={String(priceMicros)} />
          <SubmitButton
            variant="primary"
            size="lg"
            pendingLabel={strings.pending}
            className="figures min-w-44"
          >
            {fill(strings.button)}
          </SubmitButton>
          <p className="figures text-faint text-sm">
            {fill(strings.balance)}
            <br />
            {strings.undoHint}
          </p>
        </form>
      )}
    </div>
  );
}

/** Where paying ends for now, each with the one way onward. */
function endsOf(
  strings: UnlockStrings,
  signInHref: string,
): Partial<Record<string, { text: string; href: string; link: string }>> {
  return {
    signed_out: { text: strings.signedOut, href: signInHref, link: strings.signIn },
    wallet_frozen: { text: strings.frozen, href: '/wallet', link: strings.toWallet },
    limit_reached: { text: strings.limit, href: '/wallet', link: strings.toWallet },
    item_unavailable: { text: strings.withdrawn, href: '/', link: strings.toFront },
  };
}
