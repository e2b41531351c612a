import { expect, test } from 'vitest';
import { listZones, showZone } from './time-zone-name.ts';

test.each([
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Asia/Saigon', 'Asia/Ho Chi Minh'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['America/New_York', 'America/New York'],
  ['Asia/Seoul', 'Asia/Seoul'],
])('%s is shown as %s', (zone, shown) => expect(showZone(zone)).toBe(shown));

test('the list has each place once, under its present name, and begins with what is chosen', () => {
  const zones = listZones('Asia/Kolkata');
  expect(zones[0]).toEqual({ value: 'Asia/Kolkata', label: 'Asia/Kolkata' });
  expect(zones[1]?.value).toBe('UTC');
  const labels = zones.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
  for (const old of ['Calcutta', 'Kiev', 'Saigon', 'Rangoon', 'Katmandu', 'Godthab'])
    expect(labels.filter((label) => label.endsWith(`/${old}`))).toEqual([]);
  for (const present of ['Europe/Kyiv', 'Asia/Ho Chi Minh', 'Asia/Seoul']) expect(labels).toContain(present);
  expect(labels.slice(2)).toEqual(labels.slice(2).sort());
  // What is sent is a name that Intl takes.
  for (const { value } of zones)
    expect(() => new Intl.DateTimeFormat('en', { timeZone: value })).not.toThrow();
});
