'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

// Longer and longer pauses, then it stops: the page says that nothing is lost when it is closed.
const PAUSES_MS = [2_000, 3_000, 5_000, 10_000, 20_000, 40_000];

/** Asks the server for the page again while something is still expected to happen. */
export function AutoRefresh() {
  const router = useRouter();
  useEffect(() => {
    let step = 0;
    let timer = setTimeout(tick, PAUSES_MS[0]);
    function tick() {
      router.refresh();
      step += 1;
      const pause = PAUSES_MS[step];
      if (pause) timer = setTimeout(tick, pause);
    }
    return () => clearTimeout(timer);
  }, [router]);
  return null;
}
