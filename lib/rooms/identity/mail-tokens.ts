import { createHash, randomBytes } from 'node:crypto';
import { db, type Tx } from '@/lib/core/db';
import { readId } from '@/lib/core/ids';
import { MINUTE_MS } from '@/lib/core/time';

/** What a link in a mail is good for. Sign-in links are next-auth's own. */
export type TokenPurpose = 'reset-password' | 'verify-address';

// The purpose is hashed along: a link for one thing opens nothing else.
function digest(purpose: TokenPurpose, token: string): string {
  return createHash('sha256').update(`${purpose} ${token}`).digest('hex');
}

/** A new single-use token, kept as a hash; earlier ones end. Without an account it opens nothing. */
export async function issueToken(
  tx: Tx,
  purpose: TokenPurpose,
  owner: bigint | string,
  minutes: number,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const identifier = `${purpose}:${owner}`;
  const expires = new Date(Date.now() + minutes * MINUTE_MS);
  await tx.verificationToken.deleteMany({ where: { identifier } });
  await tx.verificationToken.create({ data: { identifier, token: digest(purpose, token), expires } });
  return token;
}

/** Whose token this is, if it still works; it stays usable. */
export async function peekToken(purpose: TokenPurpose, token: string): Promise<bigint | null> {
  const row = await db.verificationToken.findUnique({ where: { token: digest(purpose, token) } });
  return row && row.expires > new Date() ? ownerOf(purpose, row.identifier) : null;
}

/** Uses a token up, in the caller's transaction. Of two callers, one gets the owner, the other null. */
export async function consumeToken(tx: Tx, purpose: TokenPurpose, token: string): Promise<bigint | null> {
  const where = { token: digest(purpose, token) };
  const row = await tx.verificationToken.findUnique({ where });
  if (!row) return null;
  const { count } = await tx.verificationToken.deleteMany({ where });
  return count === 1 && row.expires > new Date() ? ownerOf(purpose, row.identifier) : null;
}

function ownerOf(purpose: TokenPurpose, identifier: string): bigint | null {
  return readId(identifier.slice(purpose.length + 1));
}
