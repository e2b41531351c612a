import { createHash } from 'node:crypto';
import { db } from '@/lib/core/db';
import { deriveKeys } from '@/lib/core/derive-keys';

/** Where a request of next-auth goes, and with what. */
interface MailedLink {
  path: string[];
  query?: Record<string, string>;
}

/** next-auth's own secrets (state of a provider's sign-in, mailed links): the present one first. */
export function listAuthSecrets(): [string, ...string[]] {
  return deriveKeys('farthing next-auth v1').map((key) => key.toString('base64url')) as [string, ...string[]];
}

/** The secret that made a mailed link: next-auth keeps the token hashed with it. Else the present one. */
export async function chooseLinkSecret({ path, query }: MailedLink): Promise<string> {
  const [present, ...previous] = listAuthSecrets();
  if (path.join('/') !== 'callback/email' || !query?.token) return present;
  for (const secret of previous) {
    const token = createHash('sha256').update(`${query.token}${secret}`).digest('hex');
    if ((await db.verificationToken.count({ where: { token } })) > 0) return secret;
  }
  return present;
}
