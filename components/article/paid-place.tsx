'use client';

import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react';
import { type BalanceNews, tellBalance } from '../wallet/balance-news';

/** What an unlock answers: the paid text itself, so that no page has to be made before it is shown. */
export interface PaidPart extends BalanceNews {
  text: ReactNode;
  /** Read out when the text appears. */
  said: string;
}

const Reveal = createContext<(part: PaidPart) => void>(() => {});

/** Shows what was just paid for in the place of the panel that asks for it. */
export const useReveal = () => use(Reveal);

interface PaidPlaceProps {
  /** The paid text, when this page was made for who owns it; else null. */
  owned: ReactNode;
  /** What stands there for who does not. */
  locked: ReactNode;
  /** When this page was made, by the server's clock. The newer one counts: the page or an unlock's answer. */
  madeAt: number;
  /** The page opens right after an unlock that was finished elsewhere: on the way back from the top-up. */
  arrived: boolean;
  /** Read out when the text appears, and when it goes. */
  words: { unlocked: string; undone: string };
  /** Ids of the revealed text and of the panel that it takes the place of. */
  textId: string;
  panelId: string;
}

// When the text has come in: what is still to be brought up to date must not slow that down.
const REFRESH_AFTER_MS = 600;

/**
 * The place of the paid text. When it appears or goes the reader is led on: focus, a few words for who
 * listens, a short fade for who looks. Everything else on the page, and what the browser keeps of other
 * pages, is brought up to date after that.
 */
export function PaidPlace({ owned, locked, madeAt, arrived, words, textId, panelId }: PaidPlaceProps) {
  const { refresh } = useRouter();
  const [part, setPart] = useState<PaidPart | null>(null);
  const fresh = part && part.at > madeAt ? part : null;
  const text = owned ?? fresh?.text ?? null;
  const unlocked = text !== null;
  const before = useRef(unlocked && !arrived);
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (before.current === unlocked) return;
    before.current = unlocked;
    setSaid(unlocked ? (fresh?.said ?? words.unlocked) : words.undone);
    const place = document.getElementById(unlocked ? textId : panelId);
    // The focus never moves the page: a text that is taller than the window would be shown at its middle.
    place?.focus({ preventScroll: true });
    if (arrived || !isInView(place)) place?.scrollIntoView({ block: 'start', behavior: 'instant' });
    if (unlocked) fadeIn(place);
  }, [unlocked, arrived, fresh, words, textId, panelId]);

  useEffect(() => {
    if (arrived) forgetQuery('unlocked');
  }, [arrived]);

  useEffect(() => {
    if (!part) return;
    tellBalance(part);
    setTimeout(refresh, REFRESH_AFTER_MS);
  }, [part, refresh]);

  return (
    <Reveal value={setPart}>
      {text ?? locked}
      <p role="status" className="sr-only">
        {said}
      </p>
    </Reveal>
  );
}

/** Whether the first line of an element stands below the header and not too far down. */
function isInView(place: HTMLElement | null): boolean {
  const header = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
  const top = place?.getBoundingClientRect().top ?? 0;
  return top >= header && top < window.innerHeight * 0.75;
}

function fadeIn(place: HTMLElement | null): void {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  place?.animate([{ opacity: 0, transform: 'translateY(12px)' }, {}], { duration: 450, easing: 'ease-out' });
}

/** Takes what was said once out of the address, so that loading the page again does not say it again. */
function forgetQuery(name: string): void {
  const url = new URL(location.href);
  url.searchParams.delete(name);
  history.replaceState(null, '', url);
}
