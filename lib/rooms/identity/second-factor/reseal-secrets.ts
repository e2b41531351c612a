import { db } from '@/lib/core/db';
import { isSealedAnew, openSecret, sealSecret } from './seal-secret';

/** While the secret changes: seals every second factor with the new key. Repeatable. Returns how many. */
export async function resealSecrets(): Promise<number> {
  const rows = await db.secondFactor.findMany({ select: { userId: true, sealedSecret: true } });
  let resealed = 0;
  for (const { userId, sealedSecret } of rows) {
    const secret = isSealedAnew(userId, sealedSecret) ? null : openSecret(userId, sealedSecret);
    if (secret === null) continue;
    const { count } = await db.secondFactor.updateMany({
      where: { userId, sealedSecret },
      data: { sealedSecret: sealSecret(userId, secret) },
    });
    resealed += count;
  }
  return resealed;
}
