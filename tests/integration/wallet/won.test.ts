process.env.WALLET_CURRENCY = 'krw';

import { expect, test } from 'vitest';
import { computeCardFeeSavings } from '@/lib/rooms/wallet/card-fee-savings';
import { getWalletTotals } from '@/lib/rooms/wallet/get-wallet-totals';
import { balanceOf, deliver, makeReader, pay, readTopUp, sandbox, sessionIdOf, topUp } from './world';

test('a wallet in won is filled in whole won, with the fee in won, and no saving is made up', async () => {
  const { userId, walletId } = await makeReader('krw');
  await expect(topUp(userId, { amount: '4999', locale: 'ko' })).rejects.toMatchObject({
    code: 'amount_out_of_range',
    details: { min: '₩5,000', max: '₩100,000' },
  });
  await expect(topUp(userId, { amount: '5000.5' })).rejects.toMatchObject({
    code: 'amount_invalid',
    details: { fault: 'decimals', step: '₩1' },
  });
  const { topUpId, url } = await topUp(userId, { amount: '\\12,000', locale: 'ko' });
  expect(sandbox.state.get('checkout.session', sessionIdOf(url))?.object).toMatchObject({
    currency: 'krw',
    amount_total: 12_000,
    locale: 'ko',
  });
  await pay(url);
  await deliver();
  expect(await balanceOf(walletId)).toBe(12_000_000_000n);
  const { feeMicros } = await readTopUp(topUpId);
  expect(feeMicros).toBe(748_000_000n);
  expect(computeCardFeeSavings(await getWalletTotals(walletId), 'krw')).toBeNull();
});
