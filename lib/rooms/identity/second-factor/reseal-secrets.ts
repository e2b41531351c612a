import { db } from '@/lib/core/db';
import { isSealedAnew, openSecret, sealSecret } from './seal-secret';

/** While the secret is being changed: seals every second factor with the present key. Safe to repeat. Returns how many it sealed. */
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
