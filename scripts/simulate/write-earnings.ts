import { MINUTE_MS } from '../../lib/core/time.ts';
import { type PeriodicSchedule, startOfPeriod } from '../../lib/ground/policy/index.ts';
import { at, atOrNull, insertRows } from './insert-rows.ts';
import { idOf } from './number-year.ts';
import { keyOf } from './processor-steps.ts';
import type { Work } from './town-at-work.ts';
import type { CreatorYear, Payout } from './types.ts';

const ARRIVED_MS = 1_500;

/** Settlements, payout accounts and payouts, with the balances that the ledger keeps of them. */
export async function writeEarnings(work: Work): Promise<void> {
  const { client, year, numbers, accounts } = work;
  const { currency } = year.rules;
  await insertRows(
    client,
    'settlements',
    year.creators
      .flatMap(({ settlements }) => settlements)
      .sort((a, b) => a.atMs - b.atMs)
      .map((one) => ({
        ...{ id: idOf(numbers.settlements, one), creator_id: one.creator.id, currency },
        from_at: at(one.fromMs ?? 0),
        cutoff_at: at(one.cutoffMs),
        ...{ unlock_count: one.unlockCount, gross_micros: one.grossMicros, fee_micros: one.feeMicros },
        ...{ net_micros: one.netMicros, gift_micros: one.giftMicros },
        created_at: at(one.atMs),
      })),
  );
  for (const { account, availableMicros, inTransitMicros } of year.creators) {
    const own = accounts.creators.get(account.creator);
    const set = 'UPDATE accounts SET balance_micros = $2 WHERE id = $1';
    await client.query(set, [own?.creator_available, availableMicros]);
    await client.query(set, [own?.creator_in_transit, inTransitMicros]);
  }
  await writeAccounts(work);
  await writePayouts(work);
}

async function writeAccounts({ client, year, numbers, answers }: Work): Promise<void> {
  const rows = year.creators
    .filter(({ account }) => account.standing !== 'not_started')
    .map((one) => {
      const { creator, standing, creationKey, country, schedule, openedMs } = one.account;
      const answer = answers.accounts.get(keyOf(creator.id));
      const failed = lastRefusal(one, year.span.untilMs);
      const failure = failed && answers.transfers.get(keyOf(idOf(numbers.payouts, failed)));
      return {
        ...{ creator_id: creator.id, account_ref: answer?.id ?? null, creation_key: creationKey, country },
        ...{ status: standing, requirements: answer?.requirements ?? [], schedule },
        scheduled_through: schedule === 'on_request' ? null : periodOf(schedule, year.span.untilMs),
        failed_bank_ref: failed ? (answer?.bankId ?? null) : null,
        failed_bank_code: failure?.failureCode ?? null,
        failed_bank_at: atOrNull(failed?.answerMs ?? null),
        checked_at: at(openedMs + ARRIVED_MS),
        created_at: at(openedMs),
      };
    });
  await insertRows(client, 'payout_accounts', rows);
}

const periodOf = (schedule: PeriodicSchedule, untilMs: number) =>
  startOfPeriod(schedule, new Date(untilMs)).toISOString().slice(0, 10);

/** The last payout that the bank would not take, if the creator has given no other bank account since. */
function lastRefusal({ account, payouts }: CreatorYear, untilMs: number): Payout | null {
  const failed = payouts.findLast(({ fails, answerMs }) => fails && answerMs < untilMs);
  const mended = account.banks.some(({ fromMs }) => failed && fromMs > failed.answerMs);
  return failed && !mended ? failed : null;
}

async function writePayouts(work: Work): Promise<void> {
  const { client, year, numbers } = work;
  const { currency, giftCapMicros } = year.rules;
  const ofCreators = year.creators.flatMap((creator) =>
    creator.payouts.map((payout) => ({ creator, payout })),
  );
  const payouts = ofCreators.sort((a, b) => a.payout.atMs - b.payout.atMs);
  await insertRows(
    client,
    'payouts',
    payouts.map(({ payout }) => payoutRow(work, payout)),
  );
  await insertRows(
    client,
    'payout_lines',
    payouts.flatMap(({ creator, payout }) =>
      payout.lines.map(({ settlement, micros }) => {
        const paidFor = creator.settlements[settlement];
        if (!paidFor) throw new Error('A payout pays for a settlement that is not there.');
        return {
          ...{ payout_id: idOf(numbers.payouts, payout), settlement_id: idOf(numbers.settlements, paidFor) },
          ...{ amount_micros: micros, returned_micros: hasFailed(payout, year.span.untilMs) ? micros : 0n },
        };
      }),
    ),
  );
  await insertRows(
    client,
    'gift_releases',
    payouts
      .filter(({ payout }) => payout.giftMicros > 0n)
      .map(({ payout }) => ({
        ...{
          creator_id: payout.creator.id,
          currency,
          amount_micros: payout.giftMicros,
          cap_micros: giftCapMicros,
        },
        ...{ payout_id: idOf(numbers.payouts, payout), created_at: at(payout.atMs) },
      })),
  );
  await tellFinance(
    work,
    payouts.map(({ payout }) => payout),
  );
}

const hasFailed = ({ fails, answerMs }: Payout, untilMs: number) => fails && answerMs < untilMs;

function payoutRow({ year, numbers, answers }: Work, payout: Payout) {
  const { creator, requestKey, amountMicros, atMs, answerMs, returnedMs, scheduled } = payout;
  const id = idOf(numbers.payouts, payout);
  const answer = answers.transfers.get(keyOf(id));
  const answered = answerMs < year.span.untilMs;
  const failed = hasFailed(payout, year.span.untilMs);
  const back = failed ? amountMicros : 0n;
  return {
    ...{ id, creator_id: creator.id, currency: year.rules.currency, amount_micros: amountMicros },
    status: failed ? 'failed' : answered ? 'paid' : 'sent',
    ...{ request_key: requestKey, scheduled },
    account_ref: answers.accounts.get(keyOf(creator.id))?.id ?? null,
    ...{ transfer_ref: answer?.id ?? null, received_ref: answer?.destinationPayment ?? null },
    bank_payout_ref: answer?.payout ?? null,
    ...{ reversed_micros: back, returned_micros: back, returns: failed ? 1 : 0 },
    failure_code: failed ? (answer?.failureCode ?? null) : null,
    created_at: at(atMs),
    sent_at: at(atMs + ARRIVED_MS),
    arrives_at: answer ? at(answer.arrival * 1000) : null,
    paid_at: answered && !failed ? at(answerMs) : null,
    ended_at: answered ? at(failed ? returnedMs : answerMs) : null,
  };
}

/** What the bank would not take waits for finance, until a later payout went through. */
async function tellFinance({ client, year, numbers, answers }: Work, payouts: Payout[]): Promise<void> {
  const { untilMs } = year.span;
  const failed = payouts.filter((payout) => hasFailed(payout, untilMs));
  await insertRows(
    client,
    'odd_money',
    failed.map((payout) => {
      const id = idOf(numbers.payouts, payout);
      const answer = answers.transfers.get(keyOf(id));
      const later = payouts.find(
        (one) =>
          one.creator === payout.creator && !one.fails && one.atMs > payout.atMs && one.answerMs < untilMs,
      );
      const day = at(payout.answerMs).slice(0, 10);
      return {
        key: `payout ${answer?.payout} ${id} bank_refused ${day}`,
        ...{ about: 'payout', reason: 'bank_refused', processor_ref: answer?.payout ?? '', ref: id },
        ...{ creator_id: payout.creator.id, expected_micros: payout.amountMicros },
        ...{ expected_currency: year.rules.currency, detail: answer?.failureCode ?? null },
        request_key: payout.requestKey,
        created_at: at(payout.answerMs + MINUTE_MS),
        outcome: later ? 'agreed' : null,
        ended_at: atOrNull(later?.answerMs ?? null),
      };
    }),
  );
}
