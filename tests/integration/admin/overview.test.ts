import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { closeLedgerDays } from '@/lib/desks/backoffice/overview/close-ledger-days';
import { countFailedJobs } from '@/lib/desks/backoffice/overview/count-failed-jobs';
import { getOverview } from '@/lib/desks/backoffice/overview/get-overview';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { publishArticle } from '@/prisma/factories/publish-article';
import { DOLLAR, makeCreator, makeReader } from './world';

test('the figures are those of the ledger, live and from closed days alike', async () => {
  const reader = await makeReader(10n * DOLLAR);
  await grantPromotion(db, {
    walletId: reader.walletId,
    amountMicros: 60_000n,
    grantKey: 'k',
    expiresAt: null,
  });
  const creator = await makeCreator();
  const buy = async () => {
    const { id } = await publishArticle(db, {
      slug: `o-${randomUUID()}`,
      creatorId: creator.creatorId,
      title: 'T',
      priceMicros: 50_000n,
    });
    return spend({ walletId: reader.walletId, itemId: id, seenPriceMicros: 50_000n });
  };
  // The second is paid from two lots: two transfers, one unlock.
  await buy();
  await buy();
  const third = await buy();
  if (third.status !== 'unlocked') throw new Error(third.status);
  await refundUnlock({
    readerId: reader.userId,
    unlockId: third.unlockId,
    policy: { windowMinutes: 30, quota: 5, quotaDays: 30 },
  });

  const live = await getOverview('usd', 30);
  expect(live.days).toHaveLength(30);
  expect(live.days.at(-1)).toMatchObject({
    paidFloatMicros: 9_960_000n,
    giftFloatMicros: 0n,
    owedMicros: 100_000n,
    unlocks: 2n,
    unlockedMicros: 100_000n,
    charges: 1n,
    chargedMicros: 10n * DOLLAR,
  });
  expect(live.unlocksPerCharge).toBe(200n);
  // Today is not over.
  expect(await closeLedgerDays()).toBe(0);

  // As if today were one of the days that are over: the sums come from the closed day alone, and are the
  // same.
  const today = new Date().toISOString().slice(0, 10);
  await pool.query(
    `INSERT INTO ledger_days SELECT * FROM ledger_movements('-infinity', 'infinity') WHERE day = $1::date`,
    [today],
  );
  await pool.query('INSERT INTO ledger_days_closed (day) VALUES ($1)', [today]);
  expect(await getOverview('usd', 30)).toEqual(live);
  // Seen from far in the future, all of it lies before the window and still counts in what there is.
  const later = await getOverview('usd', 30, new Date(Date.now() + 100 * 86_400_000));
  expect(later.days.at(-1)).toMatchObject({ paidFloatMicros: 9_960_000n, owedMicros: 100_000n, unlocks: 0n });
  expect(later).toMatchObject({ charges: 0n, unlocksPerCharge: null, costBasisPoints: null });
});

test('where no worker has run, there are no failed jobs to count', async () => {
  expect(await countFailedJobs()).toBeNull();
});
