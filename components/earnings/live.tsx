'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { formatMoney } from '@/lib/core/money';
import { cn } from '../ui/cn';

export interface LiveWords {
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

type State = 'on' | 'connecting' | 'off' | 'offline' | 'ended' | 'busy';

interface Told {
  id: string;
  kind: 'unlock' | 'refund';
  title: string;
  micros: string;
  currency: string;
}

/** The figures are read anew at most this often, however fast unlocks come. */
const REFRESH_MS = 1_000;
const SAY_MS = 4_000;
const RETRY_MS = 5_000;
const REMEMBERED = 2_000;

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

function useLiveEvents(address: string): { state: State; news: Told[] } {
  const router = useRouter();
  const [state, setState] = useState<State>('connecting');
  const [news, setNews] = useState<Told[]>([]);
  const refresh = useRef(() => {});
  refresh.current = () => router.refresh();

  useEffect(() => {
    const known = new Set<string>();
    let unsaid: Told[] = [];
    let source: EventSource | undefined;
    let refreshing: ReturnType<typeof setTimeout> | undefined;
    let saying: ReturnType<typeof setTimeout> | undefined;
    let retrying: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    let lastRefresh = 0;

    function refreshSoon(): void {
      if (refreshing) return;
      const wait = Math.max(0, lastRefresh + REFRESH_MS - Date.now());
      refreshing = setTimeout(() => {
        refreshing = undefined;
        lastRefresh = Date.now();
        refresh.current();
      }, wait);
    }
    function say(): void {
      setNews(unsaid);
      unsaid = [];
      saying = setTimeout(() => {
        saying = undefined;
        if (unsaid.length > 0) say();
      }, SAY_MS);
    }
    function hear(event: MessageEvent<string>): void {
      const told = JSON.parse(event.data) as Told;
      if (known.has(told.id)) return;
      known.add(told.id);
      const [oldest] = known;
      if (known.size > REMEMBERED && oldest) known.delete(oldest);
      unsaid.push(told);
      refreshSoon();
      if (!saying) say();
    }
    function connect(): void {
      source = new EventSource(address);
      source.addEventListener('ready', () => {
        setState('on');
        refreshSoon();
      });
      source.addEventListener('earned', hear);
      source.addEventListener('ended', () => {
        ended = true;
        setState('ended');
        source?.close();
      });
      source.onerror = () => {
        if (ended) return;
        setState(navigator.onLine ? 'off' : 'offline');
        // The browser tries again by itself, except when it was refused: then we ask why, and go on asking.
        if (source?.readyState === EventSource.CLOSED)
          retrying = setTimeout(() => void reconnect(), RETRY_MS);
      };
    }
    async function reconnect(): Promise<void> {
      const asked = new AbortController();
      const status = await fetch(address, { signal: asked.signal }).then(
        (answer) => answer.status,
        () => 0,
      );
      asked.abort();
      if (ended) return;
      if (status === 404) setState('ended');
      else {
        if (status === 429) setState('busy');
        connect();
      }
    }
    const goOffline = () => setState('offline');
    window.addEventListener('offline', goOffline);
    connect();
    return () => {
      ended = true;
      window.removeEventListener('offline', goOffline);
      source?.close();
      for (const timer of [refreshing, saying, retrying]) clearTimeout(timer);
    };
  }, [address]);

  return { state, news };
}
