'use client';

import { useEffect, useRef, useState } from 'react';
import { formatMoney, roundDownToMinor } from '@/lib/core/money';
import { SiteLink } from '../ui/site-link';
import { type BalanceNews, hearBalance, tellBalance } from '../wallet/balance-news';
import { useBalanceOnReturn } from '../wallet/use-balance-on-return';

interface BalanceChipProps extends BalanceNews {
  currency: string;
  locale: string;
  /** With the place {amount}. */
  label: string;
}

const COUNT_MS = 600;

/**
 * What the wallet holds, in cents; the exact amount is read out and in the tip. What other tabs spend counts
 * here too. When it changes the figure counts to the new one, unless the person asked for less motion.
 */
export function BalanceChip({ currency, locale, label, ...made }: BalanceChipProps) {
  const micros = useNewest(made);
  const shown = useCounting(micros);
  const round = formatMoney(roundDownToMinor(shown, currency), currency, locale);
  const exact = formatMoney(micros, currency, locale);
  // Who speaks to the page says what stands there.
  const named = exact.includes(round) ? exact : `${round} (${exact})`;
  return (
    <SiteLink
      href="/wallet"
      aria-label={label.replace('{amount}', named)}
      title={exact === round ? undefined : exact}
      className={
        'figures inline-flex h-8 items-center rounded-full border border-line px-3 text-sm ' +
        'hover:border-copper hover:text-copper'
      }
    >
      {round}
    </SiteLink>
  );
}

/** The balance of this page or of what was heard since, whichever the server said last. */
function useNewest({ readerId, balanceMicros, at }: BalanceNews): bigint {
  const [heard, setHeard] = useState<BalanceNews | null>(null);
  useEffect(
    () =>
      hearBalance((news) => {
        if (news.readerId === readerId) setHeard((known) => (known && known.at > news.at ? known : news));
      }),
    [readerId],
  );
  useEffect(() => tellBalance({ readerId, balanceMicros, at }), [readerId, balanceMicros, at]);
  useBalanceOnReturn();
  return heard && heard.at > at ? heard.balanceMicros : balanceMicros;
}

function useCounting(micros: bigint): bigint {
  const [shown, setShown] = useState(micros);
  const from = useRef(micros);

  useEffect(() => {
    const start = from.current;
    if (start === micros) return;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      from.current = micros;
      setShown(micros);
      return;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const part = Math.min(1, (now - began) / COUNT_MS);
      const eased = 1 - (1 - part) ** 3;
      from.current =
        part === 1 ? micros : start + ((micros - start) * BigInt(Math.round(eased * 1000))) / 1000n;
      setShown(from.current);
      if (part < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [micros]);
  return shown;
}
