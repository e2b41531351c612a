import { DAY_MS, HOUR_MS } from '../../lib/core/time.ts';
import { at, atOrNull, insertRows, reserveIds } from './insert-rows.ts';
import { idOf } from './number-year.ts';
import { Random } from './random.ts';
import { THREADS, type Thread } from './support-threads.ts';
import type { Work } from './town-at-work.ts';
import type { ReaderYear } from './types.ts';

interface Asker {
  userId: bigint;
  aboutId: bigint | null;
}

/** What people asked, and what support has answered so far. Mails for those answers went out at the time. */
export async function writeSupport(work: Work, seed: string): Promise<void> {
  const { client, year, staff } = work;
  const random = new Random(`${seed} support`);
  const taken = new Set<ReaderYear>();
  const threads = THREADS.map((thread) => {
    const askedMs = year.span.untilMs - thread.daysAgo * DAY_MS + random.whole(1, 9) * HOUR_MS;
    return { thread, askedMs, asker: findAsker(work, thread, askedMs, taken) };
  })
    .filter(({ askedMs }) => askedMs > year.span.fromMs)
    .sort((a, b) => a.askedMs - b.askedMs);
  const first = await reserveIds(client, 'support_requests', threads.length);
  await insertRows(
    client,
    'support_requests',
    threads.flatMap(({ thread, askedMs, asker }, n) => {
      if (!asker) return [];
      const answered = thread.messages.find(({ by }) => by === 'support');
      const last = thread.messages.findLast(({ by }) => by !== 'note') ?? thread.messages[0];
      const changedMs = askedMs + (last?.hours ?? 0) * HOUR_MS;
      return {
        ...{
          id: first + BigInt(n),
          user_id: asker.userId,
          request_key: random.uuid(),
          subject: thread.subject,
        },
        ...{ status: thread.status, locale: thread.locale, about: thread.about, about_id: asker.aboutId },
        owner_id: thread.messages.some(({ by }) => by !== 'person') ? staff.support : null,
        created_at: at(askedMs),
        changed_at: at(changedMs),
        first_answer_at: answered ? at(askedMs + answered.hours * HOUR_MS) : null,
        solved_at: atOrNull(thread.status === 'solved' ? changedMs : null),
      };
    }),
  );
  await insertRows(
    client,
    'support_messages',
    threads.flatMap(({ thread, askedMs, asker }, n) =>
      (asker ? thread.messages : []).map(({ by, hours, body }) => {
        const writtenMs = askedMs + hours * HOUR_MS;
        return {
          ...{ request_id: first + BigInt(n), message_key: random.uuid(), body, created_at: at(writtenMs) },
          author_id: by === 'person' ? (asker?.userId ?? null) : staff.support,
          kind: by === 'support' ? 'answer' : by,
        };
      }),
    ),
  );
  await client.query(
    `INSERT INTO outbox (kind, event_key, user_id, payload, created_at, due_at, attempts, ended_at, outcome)
     SELECT 'support_answer', m.id::text, r.user_id, jsonb_build_object('messageId', m.id::text),
       m.created_at, m.created_at, 1, m.created_at + interval '1 minute', 'sent'
     FROM support_messages m JOIN support_requests r ON r.id = m.request_id
     WHERE m.kind = 'answer' AND m.request_id >= $1`,
    [first],
  );
}

/** Somebody who speaks the thread's language and did such a thing shortly before; each asks once. */
function findAsker(
  work: Work,
  { locale, about }: Thread,
  askedMs: number,
  taken: Set<ReaderYear>,
): Asker | null {
  const { year, numbers } = work;
  if (about === 'payout') {
    const payout = year.creators
      .flatMap(({ payouts }) => payouts)
      .filter(({ fails, returnedMs }) => fails && returnedMs < askedMs)
      .sort((a, b) => a.returnedMs - b.returnedMs)
      .at(-1);
    return payout ? { userId: payout.creator.userId, aboutId: idOf(numbers.payouts, payout) } : null;
  }
  const candidates = year.readers.flatMap((reader) => {
    if (reader.isDemo || reader.person.locale !== locale || taken.has(reader) || reader.joinedMs > askedMs)
      return [];
    const topUp = reader.topUps.findLast(({ paidMs }) => paidMs !== null && paidMs < askedMs);
    const unlock = reader.unlocks.findLast(({ atMs }) => atMs < askedMs - HOUR_MS);
    if (!topUp || !unlock || reader.disputes.length + reader.refunds.length > 0) return [];
    const id = about === 'top_up' ? idOf(numbers.topUps, topUp) : idOf(numbers.unlocks, unlock);
    return [{ reader, at: about === 'top_up' ? topUp.openedMs : unlock.atMs, aboutId: about && id }];
  });
  const latest = candidates.sort((a, b) => b.at - a.at)[0];
  if (!latest) return null;
  taken.add(latest.reader);
  return { userId: idOf(numbers.users, latest.reader), aboutId: latest.aboutId };
}
