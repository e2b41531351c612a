import { env } from '../env';

/** Whether a browser says that a request comes from a page of this site. Programs without a browser's headers are refused too. */
export function isOwnOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  return headers.get('origin') === new URL(env.NEXTAUTH_URL).origin;
}
