import { newId } from '../ids.ts';
import { postTransaction } from '../payments/post-fee.ts';
import type { World } from '../world.ts';

/**
 * Adds to the platform's available balance, in minor units: card money would be pending for two days. Returns
 * the transaction's id.
 */
export function fundPlatform(
  world: World,
  { amount, currency }: { amount: number; currency: string },
): string {
  return postTransaction(world, {
    amount,
    currency,
    fee: 0,
    type: 'topup',
    source: newId('tu'),
    description: 'Top-up',
    availableAtOnce: true,
  });
}
