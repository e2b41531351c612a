import { afterEach, expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { getDraft } from '@/lib/desks/studio/get-draft';
import { publishScheduled } from '@/lib/desks/studio/publish-scheduled';
import { scheduleItem, unscheduleItem } from '@/lib/desks/studio/schedule-item';
import { withdrawItem } from '@/lib/desks/studio/withdraw-item';
import { getArticle } from '@/lib/rooms/catalog/get-article';
import { edit, makeCreator, makeDraft, publish } from './world';

const now = new Date('2026-12-01T00:00:00Z');
const timeZone = 'Asia/Seoul';
const guest = { readerId: null, currency: 'usd' };

// What one test leaves scheduled is not due in the next.
afterEach(async () => {
  await db.itemDraft.updateMany({ data: { scheduledFor: null } });
});

/** As the job would at a moment; the schedule's time itself is the one that was set. */
const runAt = (iso: string) => publishScheduled(new Date(iso));

test('the time is the creator’s own clock, kept with them; the job publishes then, not before', async () => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId, { title: 'At nine' });
  const at = await scheduleItem({ creatorId, itemId, localTime: '2026-12-24T09:00', timeZone, now });
  expect(at.toISOString()).toBe('2026-12-24T00:00:00.000Z');
  expect(await db.creator.findUnique({ where: { id: creatorId } })).toMatchObject({ timeZone });
  expect(await getDraft(creatorId, itemId)).toMatchObject({ status: 'scheduled', scheduledFor: at });

  expect(await runAt('2026-12-23T23:59:59Z')).toBe(0);
  await edit(creatorId, itemId, { title: 'At nine, corrected' });
  expect(await runAt('2026-12-24T00:00:00Z')).toBe(1);
  expect(await runAt('2026-12-24T00:00:00Z')).toBe(0);
  const draft = await getDraft(creatorId, itemId);
  expect(draft).toMatchObject({ status: 'published', scheduledFor: null, slug: 'at-nine-corrected' });
  expect(await getArticle(draft.slug, guest)).toMatchObject({ title: 'At nine, corrected' });
  const audit = { action: 'publish_item', subjectId: String(itemId), actorId: null };
  expect(await db.auditEntry.count({ where: audit })).toBe(1);
});

test.each([
  ['2027-03-14T02:30', 'America/New_York', '2027-03-14T07:30:00.000Z'],
  ['2027-07-01T09:00', 'Europe/Berlin', '2027-07-01T07:00:00.000Z'],
  ['2026-12-02T09:00', 'UTC', '2026-12-02T09:00:00.000Z'],
])('%s in %s is %s', async (localTime, zone, instant) => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  const at = await scheduleItem({ creatorId, itemId, localTime, timeZone: zone, now });
  expect(at.toISOString()).toBe(instant);
});

test.each([
  ['', { localTime: 'timeUnreadable' }],
  ['2026-02-30T10:00', { localTime: 'timeUnreadable' }],
  ["2026-12-24T09:00'; --", { localTime: 'timeUnreadable' }],
  ['2026-11-30T23:00', { localTime: 'timePast' }],
  ['2028-12-24T09:00', { localTime: 'timeFar' }],
])('the time %j is refused at its field', async (localTime, fieldErrors) => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  await expect(scheduleItem({ creatorId, itemId, localTime, timeZone, now })).rejects.toMatchObject({
    code: 'invalid_input',
    fieldErrors,
  });
  expect(await getDraft(creatorId, itemId)).toMatchObject({ status: 'draft', scheduledFor: null });
});

test('a schedule needs what publishing needs and a known zone; another’s item is not found', async () => {
  const [{ creatorId }, stranger] = [await makeCreator(), await makeCreator()];
  const request = { creatorId, localTime: '2026-12-24T09:00', timeZone, now };
  const itemId = await makeDraft(creatorId, { price: '' });
  await expect(scheduleItem({ ...request, itemId })).rejects.toMatchObject({
    code: 'not_ready',
    fieldErrors: { price: 'priceMissing' },
  });
  await expect(scheduleItem({ ...request, itemId, timeZone: 'Nowhere' })).rejects.toMatchObject({
    fieldErrors: { timeZone: 'timeZone' },
  });
  const fine = await makeDraft(creatorId);
  await expect(
    scheduleItem({ ...request, creatorId: stranger.creatorId, itemId: fine }),
  ).rejects.toMatchObject({ code: 'not_found' });
  await scheduleItem({ ...request, itemId: fine });
  await expect(unscheduleItem({ creatorId: stranger.creatorId, itemId: fine })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('what cannot be published any more goes back with its reasons, and a save clears them', async () => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  await scheduleItem({ creatorId, itemId, localTime: '2026-12-24T09:00', timeZone, now });
  await edit(creatorId, itemId, { title: '', price: 'free' });
  expect(await runAt('2026-12-25T00:00:00Z')).toBe(0);
  const draft = await getDraft(creatorId, itemId);
  expect(draft).toMatchObject({ status: 'draft', scheduledFor: null });
  expect(draft.scheduleFault?.split(',').sort()).toEqual(['amount_unreadable', 'titleMissing']);
  await edit(creatorId, itemId, { title: 'Back' });
  expect(await getDraft(creatorId, itemId)).toMatchObject({ scheduleFault: null });
});

test('a schedule can be taken back; a withdrawn item can return, a published one not', async () => {
  const { creatorId, userId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  const schedule = () => scheduleItem({ creatorId, itemId, localTime: '2026-12-24T09:00', timeZone, now });
  await schedule();
  await unscheduleItem({ creatorId, itemId });
  expect(await getDraft(creatorId, itemId)).toMatchObject({ status: 'draft', scheduledFor: null });
  expect(await runAt('2026-12-25T00:00:00Z')).toBe(0);
  await expect(unscheduleItem({ creatorId, itemId })).rejects.toMatchObject({ code: 'wrong_state' });

  const { slug } = await publish(creatorId, itemId);
  await expect(schedule()).rejects.toMatchObject({ code: 'wrong_state' });
  await withdrawItem({ creatorId, itemId, userId });
  await schedule();
  await unscheduleItem({ creatorId, itemId });
  expect(await getDraft(creatorId, itemId)).toMatchObject({ status: 'withdrawn' });
  await schedule();
  expect(await runAt('2026-12-25T00:00:00Z')).toBe(1);
  expect(await getDraft(creatorId, itemId)).toMatchObject({ status: 'published', slug });
});

test('several jobs at once publish each item once', async () => {
  const { creatorId } = await makeCreator();
  const ids = await Promise.all(
    Array.from({ length: 5 }, (_, n) => makeDraft(creatorId, { title: `Due ${n}` })),
  );
  for (const itemId of ids)
    await scheduleItem({ creatorId, itemId, localTime: '2026-12-24T09:00', timeZone, now });
  await Promise.all([1, 2, 3].map(() => runAt('2026-12-25T00:00:00Z')));
  expect(await db.itemVersion.count({ where: { itemId: { in: ids } } })).toBe(5);
  expect(await db.item.count({ where: { id: { in: ids }, status: 'published' } })).toBe(5);
});
