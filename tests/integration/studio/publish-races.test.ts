import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { scheduleItem } from '@/lib/desks/studio/schedule-item';
import { hasDeliverable } from '@/lib/rooms/media/has-deliverable';
import { setKeySupply } from '@/lib/rooms/media/keys/manage-keys';
import { removeMedia } from '@/lib/rooms/media/remove-media';
import { makeCreator, makeDraft, publish } from './world';

/** A game item that could be published: with a file, or with keys that are made here. */
async function makeGame(sells: 'file' | 'keys') {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId, { text: 'What it is.' }, 'game_item');
  if (sells === 'keys') await setKeySupply({ itemId, creatorId, supply: 'generated' });
  else {
    const facts = { purpose: 'file', fileName: 'a.zip', contentType: 'application/zip', bytes: 1n } as const;
    const media = await db.media.create({
      data: { id: randomUUID(), creatorId, itemId, readyAt: new Date(), widths: [], ...facts },
    });
    await db.item.update({ where: { id: itemId }, data: { fileMediaId: media.id } });
  }
  return { creatorId, itemId };
}

/** Lets both reach the held row, so neither can have looked after the other changed it. */
async function meet(itemId: bigint, deeds: (() => Promise<unknown>)[]) {
  const holder = await pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM items WHERE id = $1 FOR UPDATE', [itemId]);
    const both = deeds.map((deed) => deed().catch((error: { code: string }) => error.code));
    await expect.poll(() => countWaiting(), { timeout: 10_000 }).toBe(deeds.length);
    await holder.query('COMMIT');
    return await Promise.all(both);
  } finally {
    holder.release();
  }
}

async function countWaiting(): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return Number(rows[0]?.count);
}

const later = { localTime: '2026-12-24T09:00', timeZone: 'UTC', now: new Date('2026-12-01T00:00:00Z') };

for (const sells of ['file', 'keys'] as const)
  for (const deed of ['published', 'scheduled'] as const)
    test(`of ${deed} and its ${sells} taken out at once one holds: nothing goes on sale empty`, async () => {
      const { creatorId, itemId } = await makeGame(sells);
      const take = () =>
        sells === 'file'
          ? removeMedia({ creatorId, itemId, purpose: 'file' })
          : setKeySupply({ creatorId, itemId, supply: null });
      const offer = () =>
        deed === 'published' ? publish(creatorId, itemId) : scheduleItem({ creatorId, itemId, ...later });
      const [taken, offered] = await meet(itemId, [take, offer]);

      const { status } = await db.item.findUniqueOrThrow({ where: { id: itemId } });
      const full = await hasDeliverable(itemId);
      if (status === 'draft') expect([taken, offered, full]).toEqual([undefined, 'not_ready', false]);
      else expect([status, taken, full]).toEqual([deed, 'file_in_use', true]);
    });
