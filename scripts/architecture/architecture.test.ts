import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawFloors, fillPage, writeRooms } from './draw.ts';
import { findOwned } from './find-owned.ts';
import { hopsOf, leadsTo, readWalks } from './read-walks.ts';

const page = readFileSync('docs/architecture.md', 'utf8');
const owned = findOwned(process.cwd());
const walks = readWalks(page);

test('the page says what the code says of floors, rooms and what they own', () => {
  expect(fillPage(page, { floors: drawFloors(), rooms: writeRooms(owned) }), 'npm run architecture').toBe(
    page,
  );
});

test('every table is in one room, and every room says what it is for', () => {
  const tables = owned.flatMap((room) => room.tables);
  expect(new Set(tables).size).toBe(tables.length);
  expect(tables.length).toBeGreaterThan(50);
  expect(owned.filter(({ purpose }) => purpose === '')).toEqual([]);
  expect(owned.flatMap(({ events }) => events)).toContain('checkout.session.completed');
  expect(owned.flatMap(({ jobs }) => jobs)).toContain('settle');
});

test('the page tells unlock, top-up and payout in ways of a few files', () => {
  for (const title of ['Unlock', 'Top-up', 'Payout']) expect(page).toContain(`### ${title}`);
  expect(walks.length).toBeGreaterThanOrEqual(5);
  for (const walk of walks) expect(walk.length).toBeLessThanOrEqual(7);
});

test.each(walks.flatMap(hopsOf))('$from leads to $to', (hop) => {
  expect(existsSync(hop.from) && existsSync(hop.to)).toBe(true);
  expect(leadsTo(process.cwd(), hop)).toBe(true);
});

test('a way that is not there is not found', () => {
  const from = 'lib/rooms/unlocks/buy.ts';
  expect(leadsTo(process.cwd(), { from, to: 'lib/rooms/payouts/send-payout.ts' })).toBe(false);
  expect(leadsTo(process.cwd(), { from, to: 'lib/ground/ledger/post-payout.ts' })).toBe(false);
  expect(leadsTo(process.cwd(), { from, to: 'lib/ground/ledger/sql/settle_account.sql' })).toBe(false);
});
