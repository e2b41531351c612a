import { db } from '@/lib/core/db';
import { eachAlone } from '@/lib/core/each-alone';
import { DAY_MS } from '@/lib/core/time';
import { expireDue } from '@/lib/rooms/approvals';
import { EXPIRING_ADJUSTMENT } from './approval';

const FILE_DAYS = 1;

/** Ends requests that ran out and drops uploads nobody used. Safe to repeat. Returns how many ended. */
export async function expireRequests(now = new Date()): Promise<number> {
  let ended = 0;
  const expire = async () => {
    ended = await expireDue(EXPIRING_ADJUSTMENT, now);
  };
  const dropFiles = () =>
    db.adjustmentFile.deleteMany({
      where: { adjustmentId: null, createdAt: { lt: new Date(now.getTime() - FILE_DAYS * DAY_MS) } },
    });
  await eachAlone([expire, dropFiles], (step) => step());
  return ended;
}
