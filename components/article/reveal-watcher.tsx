'use client';

import { useEffect, useRef, useState } from 'react';

interface RevealWatcherProps {
  unlocked: boolean;
  /** The page opens right after an unlock that was finished elsewhere: on the way back from the top-up. */
  arrived: boolean;
  /** Read out when the text appears, and when it goes. */
  words: { unlocked: string; undone: string };
  /** Ids of the revealed text and of the panel that took its place. */
  textId: string;
  panelId: string;
}

/** Leads the reader on when the text appears or goes in place: focus, a few words for who listens, a short fade for who looks. */
export function RevealWatcher({ unlocked, arrived, words, textId, panelId }: RevealWatcherProps) {
  const before = useRef(unlocked && !arrived);
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (before.current === unlocked) return;
    before.current = unlocked;
    setSaid(unlocked ? words.unlocked : words.undone);
    const place = document.getElementById(unlocked ? textId : panelId);
    place?.focus({ preventScroll: unlocked && !arrived });
    if (unlocked && !window.matchMedia('(prefers-reduced-motion: reduce)').matches)
      place?.animate([{ opacity: 0, transform: 'translateY(12px)' }, {}], {
        duration: 450,
        easing: 'ease-out',
      });
  }, [unlocked, arrived, words, textId, panelId]);

  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
