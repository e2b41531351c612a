import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '@/lib/core/db';

const COUNT = 10;
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const SHAPE = /^[a-z2-9]{16}$/;

// 79 bits each: a plain hash is enough, nobody tries them all.
function digest(userId: bigint, code: string): string {
  return createHash('sha256').update(`recovery ${userId} ${code}`).digest('hex');
}

function makeCode(): string {
  const letters = [...randomBytes(64)].filter((byte) => byte < 8 * LETTERS.length).slice(0, 16);
  return letters.map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** Ten new codes in place of the old ones, as people write them down; the database keeps their hashes. */
export async function replaceRecoveryCodes(tx: Tx, userId: bigint): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, makeCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: digest(userId, code) })),
  });
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
}

/** Uses a code up. False if it isn't theirs or was used; of two callers at once, one gets true. */
export async function takeRecoveryCode(tx: Tx, userId: bigint, typed: string): Promise<boolean> {
  const code = typed.toLowerCase().replace(/[\s-]/g, '');
  if (!SHAPE.test(code)) return false;
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, codeHash: digest(userId, code), usedAt: null },
    data: { usedAt: new Date() },
  });
  return count === 1;
}
