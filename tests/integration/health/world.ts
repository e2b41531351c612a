import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { db, pool } from '@/lib/core/db';
import { requestAdjustment } from '@/lib/desks/backoffice/adjustments/request-adjustment';
import { confirmBatch } from '@/lib/desks/backoffice/gifts/decide-batch';
import { postBatches } from '@/lib/desks/backoffice/gifts/post-batches';
import { readBatch } from '@/lib/desks/backoffice/gifts/read-batch';
import type { ReversalSource } from '@/lib/ground/ledger/reverse-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { reverseUnlock } from '@/lib/rooms/money-back/refunds/reverse-unlock';
import { makeCreator, makeItem } from '../ledger/world';
import { DOLLAR, makeAdmin, makePayer } from '../refunds/world';

/**
 * What admins and banks do with money: settled unlocks taken back at each one's cost, an adjustment, gifts by
 * file, and a dispute that is open.
 */
export async function makeAdminStory(): Promise<void> {
  const act = await makeAdmin();
  const reader = await makePayer([10]);
  for (const source of ['platform', 'available'] satisfies ReversalSource[]) {
    const creator = await makeCreator();
    const itemId = await makeItem(creator, DOLLAR);
    const bought = await spend({ walletId: reader.walletId, itemId, seenPriceMicros: DOLLAR });
    if (bought.status !== 'unlocked') throw new Error(bought.status);
    await pool.query('SELECT settle_account($1, clock_timestamp(), 10)', [creator.pendingAccountId]);
    await reverseUnlock({ unlockId: bought.unlockId, source, note: 'A test.', act, locale: 'en' });
  }
  await requestAdjustment(
    {
      target: { kind: 'paid', walletId: reader.walletId },
      amountMicros: -DOLLAR,
      giftExpiresAt: null,
      reason: 'correction',
      note: 'A test.',
      requestKey: randomUUID(),
      seenBalanceMicros: 10n * DOLLAR,
      fileId: null,
    },
    act,
    'en',
  );
  const { email } = await db.user.findUniqueOrThrow({ where: { id: reader.userId } });
  const bytes = Buffer.from(`${email},1`);
  const content = Readable.toWeb(Readable.from([bytes])) as WebStream<Uint8Array>;
  const file = { requestKey: randomUUID(), fileName: 'gifts.csv', content, byteCount: bytes.length };
  await confirmBatch({ batchId: await readBatch(file, act), note: 'A test.' }, act);
  await postBatches();
  // A card whose payment is disputed at once.
  await makePayer([10], '4000000000000259');
}
