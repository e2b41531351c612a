import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { sendMails } from '@/lib/desks/notify/send-mails';
import { answerRequest, noteOnRequest } from '@/lib/desks/support/answer-request';
import { changeRequest } from '@/lib/desks/support/change-request';
import { openRequest } from '@/lib/desks/support/open-request';
import { openOwnRequest } from '@/lib/desks/support/own-requests';
import { getRequest, listQueue } from '@/lib/desks/support/queue';
import { messageSchema, readAbout, subjectSchema } from '@/lib/desks/support/rules';
import { writeBack } from '@/lib/desks/support/write-back';
import { auditOfSubject, makeAdmin, makeCreator, makeReader } from '../admin/world';

const admin = await makeAdmin('support');

const ask = (userId: bigint, given: Partial<Parameters<typeof openRequest>[0]> = {}) =>
  openRequest({
    userId,
    requestKey: randomUUID(),
    subject: 'My top-up',
    body: 'Where is it?',
    locale: 'en',
    about: null,
    ...given,
  });

const reply = (body = 'It is here.') => ({ messageKey: randomUUID(), body });

async function topUpOf(walletId: bigint): Promise<bigint> {
  const { rows } = await pool.query('SELECT id FROM top_ups WHERE wallet_id = $1', [walletId]);
  return BigInt(rows[0].id);
}

test('a request must be about one’s own thing; another’s is not found and leaves nothing', async () => {
  const [reader, other] = [await makeReader(1_000_000n), await makeReader()];
  const about = { kind: 'top_up' as const, id: await topUpOf(reader.walletId) };
  const id = await ask(reader.userId, { about });
  expect((await openOwnRequest(reader.userId, id))?.about).toMatchObject({
    ...about,
    amountMicros: 1_000_000n,
  });
  for (const wrong of [about, { kind: 'unlock' as const, id: 1n }, { kind: 'payout' as const, id: 1n }])
    await expect(ask(other.userId, { about: wrong })).rejects.toMatchObject({ code: 'not_found' });
  expect(await db.supportRequest.count({ where: { userId: other.userId } })).toBe(0);
});

test('a request is its owner’s alone: other readers and creators neither read nor write it', async () => {
  const reader = await makeReader();
  const id = await ask(reader.userId);
  for (const { userId } of [await makeReader(), await makeCreator(), admin]) {
    expect(await openOwnRequest(userId, id)).toBeNull();
    await expect(writeBack({ userId, requestId: id, ...reply() })).rejects.toMatchObject({
      code: 'not_found',
    });
  }
  expect((await getRequest(id))?.messages).toHaveLength(1);
});

test('the same press twice is one request and one message', async () => {
  const reader = await makeReader();
  const requestKey = randomUUID();
  const ids = await Promise.all([1, 2, 3].map(() => ask(reader.userId, { requestKey })));
  expect(new Set(ids).size).toBe(1);
  const again = { userId: reader.userId, requestId: ids[0] ?? 0n, ...reply() };
  await Promise.all([writeBack(again), writeBack(again)]);
  expect((await getRequest(ids[0] ?? 0n))?.messages).toHaveLength(2);
  for (const other of [{ subject: 'Mine?' }, { body: 'Where was it?' }])
    await expect(ask(reader.userId, { requestKey, ...other })).rejects.toMatchObject({
      code: 'invalid_input',
    });
});

test('answer, reply, solve: states and the clock follow, each audited; a note stays inside', async () => {
  const reader = await makeReader();
  const id = await ask(reader.userId);
  const act = admin.act();
  await noteOnRequest({ requestId: id, ...reply('They wrote before.') }, act);
  expect(await getRequest(id)).toMatchObject({ status: 'open', firstAnswerAt: null });
  const first = reply();
  await answerRequest({ requestId: id, ...first, status: 'waiting' }, act);
  await answerRequest({ requestId: id, ...first, status: 'solved' }, act);
  const answered = await getRequest(id);
  expect(answered).toMatchObject({ status: 'waiting', hasNews: true, owner: { id: admin.userId } });
  expect(answered?.firstAnswerAt).not.toBeNull();

  const seen = await openOwnRequest(reader.userId, id);
  expect(seen?.messages.map(({ kind }) => kind)).toEqual(['person', 'answer']);
  expect((await getRequest(id))?.hasNews).toBe(false);

  await changeRequest(id, { status: 'solved' }, act);
  await changeRequest(id, { status: 'solved' }, act);
  await writeBack({ userId: reader.userId, requestId: id, ...reply('Not solved.') });
  expect(await getRequest(id)).toMatchObject({
    status: 'open',
    solvedAt: null,
    firstAnswerAt: answered?.firstAnswerAt,
  });
  expect(
    (await auditOfSubject('support_request', id)).map(({ action, actorId }) => [action, actorId]),
  ).toEqual([
    ['note_on_support_request', admin.userId],
    ['answer_support_request', admin.userId],
    ['change_support_request', admin.userId],
  ]);
  const words = JSON.stringify(await auditOfSubject('support_request', id), (_k, v) =>
    typeof v === 'bigint' ? String(v) : v,
  );
  expect(words).not.toContain('They wrote before.');
});

test('an answer without its audit row does not exist', async () => {
  const reader = await makeReader();
  const id = await ask(reader.userId);
  const ghost = { ...admin.act(), actorId: 999_999_999n };
  await expect(answerRequest({ requestId: id, ...reply(), status: 'waiting' }, ghost)).rejects.toThrow();
  expect(await getRequest(id)).toMatchObject({
    status: 'open',
    firstAnswerAt: null,
    messages: [{ kind: 'person' }],
  });
  await expect(
    answerRequest({ requestId: 0n, ...reply(), status: 'waiting' }, admin.act()),
  ).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('the queue: by state, by owner, by whether anybody has answered; the oldest first', async () => {
  const reader = await makeReader();
  const [a, b] = [await ask(reader.userId), await ask(reader.userId)];
  await changeRequest(b, { owner: 'me' }, admin.act());
  const ids = async (given: Partial<Parameters<typeof listQueue>[0]>) =>
    (
      await listQueue(
        { status: null, owner: 'all', unanswered: false, after: a - 1n, ...given },
        admin.userId,
      )
    ).map((row) => row.id);
  expect(await ids({ status: 'open' })).toEqual([a, b]);
  expect(await ids({ owner: 'mine' })).toEqual([b]);
  expect(await ids({ owner: 'nobody' })).toEqual([a]);
  await answerRequest({ requestId: a, ...reply(), status: 'solved' }, admin.act());
  expect(await ids({ unanswered: true })).toEqual([b]);
  expect(await ids({ status: 'solved' })).toEqual([a]);
  expect(await ids({ after: a })).toEqual([b]);
});

test('an answer is mailed once, in the person’s language; not to an unconfirmed address', async () => {
  const [reader, stranger] = [await makeReader(), await makeReader()];
  await db.user.update({ where: { id: reader.userId }, data: { emailVerified: new Date() } });
  await db.user.update({ where: { id: stranger.userId }, data: { emailVerified: null } });
  const id = await ask(reader.userId, { subject: '충전', locale: 'ko' });
  const other = await ask(stranger.userId);
  await noteOnRequest({ requestId: id, ...reply('내부 메모') }, admin.act());
  await answerRequest(
    { requestId: id, ...reply('<b>여기</b> 있어요.\n\n둘째 문단'), status: 'waiting' },
    admin.act(),
  );
  await answerRequest({ requestId: other, ...reply(), status: 'waiting' }, admin.act());
  await Promise.all([sendMails(), sendMails()]);
  await sendMails();
  const mails = await db.localMail.findMany({ where: { recipient: reader.email } });
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toBe('Re: 충전');
  expect(mails[0]?.text).toContain(`/support/${id}`);
  expect(mails[0]?.text).toContain('읽고 답장하기');
  expect(mails[0]?.html).toContain('&lt;b&gt;여기&lt;/b&gt;');
  expect(mails[0]?.text).not.toContain('내부 메모');
  expect(await db.localMail.count({ where: { recipient: stranger.email } })).toBe(0);
  expect((await getRequest(other))?.messages.at(-1)?.mailOutcome).toBe('unverified');
});

test('too many requests in a day are refused, a repeat of one is not', async () => {
  const { userId } = await makeReader();
  const requestKey = randomUUID();
  await ask(userId, { requestKey });
  for (let k = 1; k < 20; k += 1) await ask(userId);
  await expect(ask(userId)).rejects.toMatchObject({ code: 'too_many_requests' });
  expect(await ask(userId, { requestKey })).toBeTypeOf('bigint');
});

test('text is cleaned and measured, and what is said stays said', async () => {
  expect(messageSchema.parse(' a\0b\r\nc\ud800\u202e ')).toBe('ab\nc\ufffd');
  for (const [text, problem] of [
    ['', 'required'],
    [' \0 ', 'required'],
    ['x'.repeat(100_000), 'tooLong'],
  ])
    expect(messageSchema.safeParse(text).error?.issues[0]?.message).toBe(problem);
  expect(subjectSchema.parse('one\ntwo')).toBe('one two');
  for (const wrong of ['', 'top_up', 'top_up-0', 'constructor-1', 'top_up-1e3', `top_up-${'9'.repeat(30)}`])
    expect(readAbout(wrong)).toBeNull();
  const { userId } = await makeReader();
  const id = await ask(userId);
  await expect(
    pool.query(`UPDATE support_messages SET body = 'x' WHERE request_id = $1`, [id]),
  ).rejects.toThrow();
  await expect(pool.query('DELETE FROM support_messages WHERE request_id = $1', [id])).rejects.toThrow();
});
