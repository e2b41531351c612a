'use client';

import { useEffect, useRef, useState } from 'react';
import { formatMoney } from '@/lib/money';
import { SiteLink } from '../ui/site-link';

interface BalanceChipProps {
  micros: bigint;
  currency: string;
  locale: string;
  /** With the place {amount}. */
  label: string;
}

const COUNT_MS = 600;

/** What the wallet holds. When it changes the figure counts to the new one, unless the person asked for less motion. */
export function BalanceChip({ micros, currency, locale, label }: BalanceChipProps) {
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
      const value =
        part === 1 ? micros : start + ((micros - start) * BigInt(Math.round(eased * 1000))) / 1000n;
      // A tenth of a cent is as fine as an eye can follow.
      from.current = part === 1 ? micros : (value / 1000n) * 1000n;
      setShown(from.current);
      if (part < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [micros]);

  return (
    <SiteLink
      href="/wallet"
      aria-label={label.replace('{amount}', formatMoney(micros, currency, locale))}
      className="figures inline-flex h-8 items-center rounded-full border border-line px-3 text-sm hover:border-copper hover:text-copper"
    >
      {formatMoney(shown, currency, locale)}
    </SiteLink>
  );
}
