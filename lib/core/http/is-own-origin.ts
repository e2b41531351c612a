import { env } from '../env';

/** Whether a browser says that a page of this site asks. Programs without a browser's headers don't pass. */
export function isOwnOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  return headers.get('origin') === new URL(env.NEXTAUTH_URL).origin;
}
