import { at, insertRows } from './insert-rows.ts';
import { idOf } from './number-year.ts';
import type { RowOf } from './tables.ts';
import type { Work } from './town-at-work.ts';

/** The trace of what admins, banks and schedules did in the year. */
export async function writeAudit(work: Work): Promise<void> {
  const rows = [...moneyBack(work), ...payouts(work)].sort((a, b) =>
    String(a.at).localeCompare(String(b.at)),
  );
  await insertRows(work.client, 'audit_log', rows);
}

type Row = RowOf<'audit_log'>;

function entry(
  atMs: number,
  actorId: bigint | null,
  action: string,
  [type, id]: [string, bigint],
  after: object,
  before: object | null = null,
): Row {
  return {
    ...{ at: at(atMs), actor_id: actorId, action, subject_type: type, subject_id: String(id) },
    ...{ before, after },
  };
}

function moneyBack({ year, numbers, staff }: Work): Row[] {
  const { currency } = year.rules;
  return year.readers.flatMap((reader) => [
    ...reader.refunds.flatMap((refund) => {
      const topUp = reader.topUps[refund.topUp];
      const after = {
        ...{
          refund: String(idOf(numbers.refunds, refund)),
          amountMicros: String(refund.amountMicros),
          currency,
        },
        reason: 'requested_by_customer',
      };
      if (!topUp) return [];
      return entry(
        refund.atMs,
        staff.finance,
        'refund_top_up',
        ['top_up', idOf(numbers.topUps, topUp)],
        after,
      );
    }),
    ...reader.disputes.flatMap((dispute) => {
      const subject: [string, bigint] = ['dispute', idOf(numbers.disputes, dispute)];
      const wallet: [string, bigint] = ['wallet', idOf(numbers.wallets, reader)];
      const { openedMs, closedMs, ending, amountMicros } = dispute;
      const about = { dispute: String(subject[1]) };
      const opened = { status: 'needs_response', amountMicros: String(amountMicros) };
      const rows = [
        entry(openedMs, null, 'dispute_opened', subject, opened),
        entry(openedMs, null, 'freeze_wallet', wallet, about),
      ];
      if (!ending || closedMs === null) return rows;
      rows.push(entry(closedMs, null, 'dispute_changed', subject, { ...opened, status: ending }, opened));
      if (ending === 'won') rows.push(entry(closedMs, null, 'release_wallet', wallet, about));
      return rows;
    }),
  ]);
}

function payouts({ year, numbers }: Work): Row[] {
  const { currency } = year.rules;
  return year.creators.flatMap(({ payouts: made }) =>
    made.map((payout) => {
      const { amountMicros, scheduled, creator, atMs } = payout;
      const after = { amountMicros: String(amountMicros), currency, scheduled };
      const subject: [string, bigint] = ['payout', idOf(numbers.payouts, payout)];
      return entry(atMs, scheduled ? null : creator.userId, 'request_payout', subject, after);
    }),
  );
}
