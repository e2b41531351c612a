import { hash, verify } from '@node-rs/argon2';

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane. Algorithm 2 is argon2id; the package's
// enum is a const enum, which single-file compilation cannot read.
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Checked when there is no such person or no password, so that the answer takes as long as a wrong password.
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$cm9iaW4gd3JlbiBmaW5jaA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** The same letters can reach us composed or decomposed (Korean from macOS): one form is hashed. */
function normalise(password: string): string {
  return password.normalize('NFKC');
}

/** An argon2id hash as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  return hash(normalise(password), ARGON2ID);
}

/** Whether the password belongs to the hash. Takes as long for a missing hash, and is then false. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? NOBODY, normalise(password));
  return matches && passwordHash !== null;
}
