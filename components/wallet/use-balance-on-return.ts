import { useEffect } from 'react';
import { tellBalance } from './balance-news';

// Nobody's wallet changes so fast elsewhere, and looking back and forth should cost nothing.
const PAUSE_MS = 15_000;

/** Asks for the balance when the reader returns to this tab: another device may have changed it. */
export function useBalanceOnReturn(): void {
  useEffect(() => {
    let asked = Date.now();
    const ask = () => {
      if (document.visibilityState !== 'visible' || Date.now() - asked < PAUSE_MS) return;
      asked = Date.now();
      void askForBalance();
    };
    document.addEventListener('visibilitychange', ask);
    window.addEventListener('pageshow', ask);
    return () => {
      document.removeEventListener('visibilitychange', ask);
      window.removeEventListener('pageshow', ask);
    };
  }, []);
}

async function askForBalance(): Promise<void> {
  const answer = await fetch('/api/wallet/balance').catch(() => null);
  if (!answer?.ok) return;
  const { readerId, balanceMicros, at } = await answer.json();
  tellBalance({ readerId, balanceMicros: BigInt(balanceMicros), at });
}
