import 'server-only';
import { stripe } from './client';
import { isStripeError } from './errors';

const TIMEOUT_MS = 3_000;
/** How long an answer counts, so that probes every few seconds do not use up what Stripe allows. */
const KEPT_MS = { reachable: 30_000, unreachable: 5_000 };

let last: { at: number; reachable: Promise<boolean> } | undefined;
let keptMs = 0;

/** Whether Stripe answers and takes our key. One question at a time, kept 30 s (5 s after a failure). */
export function isStripeReachable(now = Date.now()): Promise<boolean> {
  if (last && now - last.at < keptMs) return last.reachable;
  const reachable = ask();
  last = { at: now, reachable };
  // Until it is known: as long as the question can take.
  keptMs = TIMEOUT_MS + 1_000;
  void reachable.then((yes) => {
    keptMs = yes ? KEPT_MS.reachable : KEPT_MS.unreachable;
  });
  return reachable;
}

async function ask(): Promise<boolean> {
  try {
    await stripe().balance.retrieve({}, { timeout: TIMEOUT_MS, maxNetworkRetries: 0 });
    return true;
  } catch (error) {
    // A restricted key may not read the balance: Stripe has answered all the same.
    return isStripeError(error, 'StripePermissionError');
  }
}
