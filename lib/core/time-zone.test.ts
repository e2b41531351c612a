import { expect, test } from 'vitest';
import { isTimeZone } from './time-zone';

test.each([
  'UTC',
  'Asia/Seoul',
  'America/Argentina/Buenos_Aires',
  'Etc/GMT+12',
  'Asia/Calcutta',
  'Asia/Kolkata',
])('%s is a time zone', (name) => expect(isTimeZone(name)).toBe(true));

test.each(['', 'Mars/Olympus', '+09:00', 'Asia/Seoul; path=/', 'x'.repeat(70), null, undefined, 9])(
  '%j is none',
  (name) => expect(isTimeZone(name)).toBe(false),
);
