import type { IncomingMessage } from 'node:http';
import { beforeEach, expect, test, vi } from 'vitest';
import { clientAddress, limitSource, normalizeAddress } from '@/lib/core/http/client-address';
import { log } from '@/lib/core/log';
import { cleanRequest } from './clean-request';

beforeEach(() => {
  delete (globalThis as { farthingToldOfProxy?: boolean }).farthingToldOfProxy;
});

test.each([
  ['without a proxy the socket alone counts', 0, '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['one proxy: the last entry', 1, '10.0.0.1', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
  ['two: the last but one', 2, '10.0.0.1', '1.1.1.1, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
  ['too few entries: anyone who came past the proxies', 2, '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['an entry that is no address', 1, '10.0.0.1', 'unknown', '10.0.0.1'],
  ['a port beside it', 1, '10.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
  ['mapped IPv4 is IPv4', 0, '::ffff:203.0.113.9', null, '203.0.113.9'],
  ['nothing is known', 0, null, null, 'direct'],
])('%s', (_name, proxies, peer, forwardedFor, address) => {
  expect(clientAddress({ peer, forwardedFor }, proxies)).toBe(address);
});

test.each([
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::FFFF:10.1.2.3', '10.1.2.3'],
  ['::ffff:a01:203', '10.1.2.3'],
  ['300.1.1.1', null],
  ['', null],
])('%s is one address: %s', (given, address) => {
  expect(normalizeAddress(given)).toBe(address);
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['direct', 'direct'],
])('limits count %s as %s', (address, source) => {
  expect(limitSource(address)).toBe(source);
});

const requestOf = (headers: Record<string, string>) =>
  ({ headers, socket: { remoteAddress: '203.0.113.9' } }) as unknown as IncomingMessage;

test('nobody names another peer, and without a proxy forwarded headers are dropped, said once', () => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {});
  for (let n = 0; n < 2; n += 1) {
    const { headers } = requestOf({
      host: 'farthing.example',
      'x-farthing-peer': '1.1.1.1',
      'x-forwarded-for': '1.1.1.1',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    });
    cleanRequest({ headers, socket: requestOf({}).socket }, 0);
    expect(headers).toEqual({ host: 'farthing.example', 'x-farthing-peer': '203.0.113.9' });
  }
  expect(warn).toHaveBeenCalledTimes(1);
  warn.mockRestore();
});

test('behind a proxy of ours its headers stay', () => {
  const request = requestOf({ 'x-farthing-peer': '1.1.1.1', 'x-forwarded-for': '198.51.100.1' });
  cleanRequest(request, 1);
  expect(request.headers).toEqual({
    'x-farthing-peer': '203.0.113.9',
    'x-forwarded-for': '198.51.100.1',
  });
});
