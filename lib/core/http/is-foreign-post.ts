/** Whether another site's page sends this to ours. Programs without a browser send no origin. */
export function isForeignPost(method: string, headers: Headers, ownOrigin: string): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false;
  const origin = headers.get('origin');
  if (origin === null) return false;
  const forwarded = headers.get('x-forwarded-host')?.split(',')[0]?.trim();
  const hosts = [forwarded ?? headers.get('host'), new URL(ownOrigin).host];
  return !URL.canParse(origin) || !hosts.includes(new URL(origin).host);
}
