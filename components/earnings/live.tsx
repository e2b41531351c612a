'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { formatMoney } from '@/lib/core/money';
import { cn } from '../ui/cn';
import { followEarnings, type LiveState, type Told } from './follow-earnings';

interface LiveWords {
  on: string;
  connecting: string;
  off: string;
  offline: string;
  ended: string;
  busy: string;
  /** With {title} and {amount}. */
  unlock: string;
  refund: string;
  /** With {count}. */
  many: string;
}

interface LiveProps {
  address: string;
  locale: string;
  words: LiveWords;
}

/** Keeps the page's figures up to date while it is open, and says in words whether it does. */
export function Live({ address, locale, words }: LiveProps) {
  const { state, news } = useLiveEvents(address);
  const text = (told: Told) =>
    words[told.kind]
      .replace('{title}', () => told.title)
      .replace('{amount}', () => formatMoney(BigInt(told.micros), told.currency, locale));
  const said =
    news.length > 1 ? words.many.replace('{count}', String(news.length)) : news[0] && text(news[0]);
  return (
    <div className="flex min-w-0 items-baseline gap-2 text-xs">
      <p role="status" className="flex shrink-0 items-center gap-2 text-faint" data-live={state}>
        <span
          aria-hidden="true"
          className={cn('size-2 rounded-full', state === 'on' ? 'bg-green' : 'border border-edge')}
        />
        {words[state]}
      </p>
      <p aria-live="polite" className="min-w-0 truncate text-soft" data-news="">
        {said}
      </p>
    </div>
  );
}

function useLiveEvents(address: string): { state: LiveState; news: Told[] } {
  const router = useRouter();
  const [state, setState] = useState<LiveState>('connecting');
  const [news, setNews] = useState<Told[]>([]);
  const refresh = useRef(() => {});
  refresh.current = () => router.refresh();
  useEffect(
    () => followEarnings(address, { onState: setState, onNews: setNews, refresh: () => refresh.current() }),
    [address],
  );
  return { state, news };
}
