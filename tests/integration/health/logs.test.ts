import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import '../wallet/world';

const SECRETS = {
  password: 'copper wren lantern sideways',
  card: '4242424242424242',
  text: 'the paid part that nobody may read in a log',
};

test('a journey’s log names its request on every line, and no password, card, token or text', async () => {
  const args = [
    '--import=./scripts/lib/allow-server-only.mjs',
    '--import=tsx',
    'tests/integration/health/journey.ts',
  ];
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [...args, ...Object.values(SECRETS)],
    {
      env: { ...process.env, LOG_LEVEL: 'debug' },
    },
  );
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  // The line of the last request may come after the journey's own.
  const end = lines.find((line) => 'done' in line);
  expect(end, stderr).toMatchObject({ done: 200 });
  const logged = lines.filter((line) => line !== end);
  expect(logged.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining(['a webhook was refused', 'as a fault is logged', 'answered']),
  );
  expect(logged.filter(({ requestId }) => requestId !== end.requestId)).toEqual([]);

  const output = stdout + stderr;
  const rows = await db.user.findMany({ select: { passwordHash: true, sessions: { select: { id: true } } } });
  const stored = rows.flatMap(({ passwordHash, sessions }) => [
    passwordHash,
    ...sessions.map(({ id }) => id),
  ]);
  expect(stored.filter(Boolean).length).toBeGreaterThan(1);
  for (const secret of [
    ...Object.values(SECRETS),
    ...stored,
    'a-secret-of-a-link',
    process.env.NEXTAUTH_SECRET,
  ])
    if (secret) expect(output).not.toContain(secret);
}, 120_000);
