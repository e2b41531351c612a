import { env } from '@/lib/core/env';
import { checkSignature, signText } from '@/lib/core/sign-text';
import { HOUR_SECONDS } from '@/lib/core/time';

const PURPOSE = 'farthing sign-up v1';

/** That an account's password was chosen in this browser; outlives the mailed link for a second one. */
export function getSignUpCookie() {
  const secure = env.NEXTAUTH_URL.startsWith('https://');
  return {
    name: secure ? '__Host-farthing-sign-up' : 'farthing-sign-up',
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure, maxAge: 2 * HOUR_SECONDS },
  };
}

// Each hash has a salt of its own, so the proof is of this one choice of a password, and looks alike for a
// taken address.
const textOf = (email: string, passwordHash: string) => `${email} ${passwordHash}`;

/** The cookie's value for who has just chosen this password. */
export function writeSignUpProof(email: string, passwordHash: string): string {
  return signText(PURPOSE, textOf(email, passwordHash));
}

/** Whether the browser that holds `proof` chose the password that the account has. */
export function provesChoice(proof: string | undefined, email: string, passwordHash: string): boolean {
  return proof !== undefined && checkSignature(PURPOSE, textOf(email, passwordHash), proof) !== null;
}
