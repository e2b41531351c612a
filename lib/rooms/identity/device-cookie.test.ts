import { beforeEach, expect, test, vi } from 'vitest';
import { findDevice, readDeviceCookie, writeDeviceCookie } from './device-cookie';

beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret for tests, long enough for the purpose');
});

test('a browser stays known under one id, however often its owner signs in', () => {
  const first = readDeviceCookie(writeDeviceCookie([], 7n, 1_000));
  const again = readDeviceCookie(writeDeviceCookie(first, 7n, 2_000));
  expect(again).toEqual([{ userId: 7n, deviceId: first[0]?.deviceId, since: 2_000 }]);
});

test('four accounts share a browser; the one used longest ago goes', () => {
  let known = readDeviceCookie('');
  for (const user of [1n, 2n, 3n, 4n, 5n]) known = readDeviceCookie(writeDeviceCookie(known, user));
  expect(known.map(({ userId }) => userId)).toEqual([5n, 4n, 3n, 2n]);
});

test('what we did not sign counts for nothing', () => {
  const cookie = writeDeviceCookie([], 7n);
  for (const altered of [cookie.replace(/^7/, '8'), cookie.slice(0, -1), '', 'x', `x~${'.'.repeat(5000)}`])
    expect(readDeviceCookie(altered)).toEqual([]);
  expect(readDeviceCookie(`junk~${cookie}`)).toHaveLength(1);
});

test('a changed password makes strangers of all browsers, and no account knows another’s', () => {
  const known = readDeviceCookie(writeDeviceCookie([], 7n, 5_000));
  const { deviceId } = known[0] as (typeof known)[number];
  expect(findDevice(known, { id: 7n, passwordChangedAt: null })).toBe(deviceId);
  expect(findDevice(known, { id: 7n, passwordChangedAt: new Date(5_000) })).toBe(deviceId);
  expect(findDevice(known, { id: 7n, passwordChangedAt: new Date(5_001) })).toBeNull();
  expect(findDevice(known, { id: 8n, passwordChangedAt: null })).toBeNull();
  expect(findDevice(known, null)).toBeNull();
});
