import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/lib/core/db';

const run = promisify(execFile);
const media = mkdtempSync(join(tmpdir(), 'demo-media-'));
afterAll(() => rmSync(media, { recursive: true, force: true }));

// Without a sandbox the seed leaves the demo reader's past alone: no card is charged.
const seed = () =>
  run(
    process.execPath,
    ['--import', 'tsx', '--import=./scripts/lib/allow-server-only.mjs', 'prisma/seed.ts', '--small'],
    {
      maxBuffer: 1e8,
      env: {
        ...process.env,
        MEDIA_DIR: media,
        STRIPE_API_BASE: '',
        LOG_LEVEL: 'error',
      },
    },
  ).catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`The seed failed: ${error.stdout}${error.stderr}`);
  });

test('the demo starts again after its people have changed what can be changed', {
  timeout: 240_000,
}, async () => {
  await seed();
  const creator = await db.creator.findFirstOrThrow({ where: { user: { email: 'creator@example.com' } } });
  const counts = async () => [await db.user.count(), await db.creator.count(), await db.item.count()];
  const before = await counts();
  await db.creator.update({
    where: { id: creator.id },
    data: { handle: 'another-name', name: 'Another Name' },
    select: { id: true },
  });
  await db.user.updateMany({ where: { email: 'reader@example.com' }, data: { name: 'Somebody' } });
  await db.item.updateMany({ where: { creatorId: creator.id }, data: { status: 'withdrawn' } });
  await seed();
  expect(await counts()).toEqual(before);
  expect(await db.creator.findUnique({ where: { id: creator.id } })).toMatchObject({
    handle: 'another-name',
    name: 'Another Name',
  });
  expect(await db.item.count({ where: { creatorId: creator.id, status: 'published' } })).toBeGreaterThan(0);
});
