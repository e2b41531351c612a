import { expect, test, vi } from 'vitest';
import { OPTIONAL_KINDS, readUnsubscribeToken, writeUnsubscribeToken } from './unsubscribe-token';

test('a token says whose mail of which kind, and nothing else opens it', () => {
  for (const kind of OPTIONAL_KINDS) {
    const token = writeUnsubscribeToken({ userId: 42n, kind });
    expect(readUnsubscribeToken(token)).toEqual({ userId: 42n, kind });
    expect(token).toMatch(/^[\w.-]+$/);
  }
});

test.each([
  ['another person', (token: string) => token.replace('42.', '43.')],
  ['another kind', (token: string) => token.replace('payout_sent', 'weekly_summary')],
  ['a necessary mail', (token: string) => token.replace('payout_sent', 'payout_failed')],
  ['a changed signature', (token: string) => `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`],
  ['more behind it', (token: string) => `${token}.x`],
  ['padding', (token: string) => `${token}=`],
  ['nothing', () => ''],
  ['no number', (token: string) => token.replace('42.', 'x.')],
])('%s is refused', (_name, change) => {
  expect(
    readUnsubscribeToken(change(writeUnsubscribeToken({ userId: 42n, kind: 'payout_sent' }))),
  ).toBeNull();
});

test('a token of another site is refused', async () => {
  const token = writeUnsubscribeToken({ userId: 42n, kind: 'payout_sent' });
  vi.stubEnv('NEXTAUTH_SECRET', 'another secret, long enough for the purpose');
  vi.resetModules();
  const other = await import('./unsubscribe-token');
  expect(other.readUnsubscribeToken(token)).toBeNull();
  vi.unstubAllEnvs();
});
