import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { claim } from '@/lib/core/outbox/claim';
import { enqueue } from '@/lib/core/outbox/enqueue';
import { messageIdOf, startSmtp } from '../../support/start-smtp';

const smtp = await startSmtp();
afterEach(() => smtp.close());

/** A sender with its own connections, which sends by the test's mail server. */
function startSender() {
  return spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--import',
      './scripts/lib/allow-server-only.mjs',
      join(import.meta.dirname, 'send-process.ts'),
    ],
    { stdio: 'inherit', env: { ...process.env, SMTP_HOST: '127.0.0.1', SMTP_PORT: smtp.port } },
  );
}

test('a sender killed between the mail server and the mark sends the same mail again', async () => {
  const address = `${randomUUID()}@example.com`;
  await enqueue(db, {
    kind: 'sign_in_link',
    to: { address },
    payload: { locale: 'en', letter: 'sign_in' },
    secret: 'http://localhost:3000/sign-in/link?token=let-me-in',
  });
  const first = startSender();
  smtp.answer = async () => {
    first.kill('SIGKILL');
    await once(first, 'exit');
    return '250 taken';
  };
  await once(first, 'close');
  expect(smtp.mails).toHaveLength(1);
  const left = await db.outboxMessage.findFirstOrThrow({ where: { address } });
  expect(left).toMatchObject({ endedAt: null, attempts: 1 });

  smtp.answer = () => '250 taken';
  // Before the lease is over nobody touches it.
  expect(await claim(['sign_in_link'])).toEqual([]);
  await db.outboxMessage.update({ where: { id: left.id }, data: { dueAt: new Date(Date.now() - 1_000) } });
  await Promise.all([startSender(), startSender()].map((sender) => once(sender, 'close')));
  expect(smtp.mails).toHaveLength(2);
  expect(new Set(smtp.mails.map(messageIdOf)).size).toBe(1);
  for (const mail of smtp.mails) expect(mail.replaceAll('=\n', '')).toContain('let-me-in');
  expect(await db.outboxMessage.findUnique({ where: { id: left.id } })).toMatchObject({
    ...{ outcome: 'sent', attempts: 2, sealed: null },
  });
}, 90_000);
