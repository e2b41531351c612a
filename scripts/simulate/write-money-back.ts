import { fromMinorUnits } from '../../lib/core/money.ts';
import { DAY_MS } from '../../lib/core/time.ts';
import { at, atOrNull, insertRows } from './insert-rows.ts';
import { idOf } from './number-year.ts';
import { keyOf } from './processor-steps.ts';
import type { Work } from './town-at-work.ts';
import type { Dispute, ReaderYear } from './types.ts';

/** Refunds to cards and disputes, and the wallets that a dispute keeps on hold. */
export async function writeMoneyBack(work: Work): Promise<void> {
  await writeRefunds(work);
  const disputes = work.year.readers.flatMap((reader) =>
    reader.disputes.map((dispute) => ({ reader, dispute })),
  );
  const { client } = work;
  await insertRows(
    client,
    'disputes',
    disputes.map(({ reader, dispute }) => disputeRow(work, reader, dispute)),
  );
  await insertRows(
    client,
    'dispute_movements',
    disputes.flatMap(({ dispute }) => movementRows(work, dispute)),
  );
  for (const { reader, dispute } of disputes) {
    if (dispute.ending === 'won') continue;
    const id = idOf(work.numbers.disputes, dispute);
    await client.query(
      `UPDATE wallets SET status = 'frozen', frozen_at = $2, frozen_reason = $3, frozen_dispute_id = $4
       WHERE id = $1`,
      [
        idOf(work.numbers.wallets, reader),
        at(dispute.openedMs),
        `Dispute ${work.answers.disputes.get(keyOf(id))?.id}`,
        id,
      ],
    );
  }
}

async function writeRefunds({ client, year, numbers, answers, staff }: Work): Promise<void> {
  const rows = year.readers.flatMap((reader) =>
    reader.refunds.map((refund) => {
      const topUp = reader.topUps[refund.topUp];
      const id = idOf(numbers.refunds, refund);
      const answer = answers.refunds.get(keyOf(id));
      if (!topUp) throw new Error('A refund is of a top-up that is not there.');
      return {
        ...{ id, top_up_id: idOf(numbers.topUps, topUp), wallet_id: idOf(numbers.wallets, reader) },
        ...{
          currency: year.rules.currency,
          amount_micros: refund.amountMicros,
          lot_micros: refund.amountMicros,
        },
        ...{ request_key: refund.requestKey, status: 'succeeded', reason: 'requested_by_customer' },
        ...{ note: 'Asked for what was left by mail.', actor_id: staff.finance },
        ...{ refund_ref: answer?.id ?? null, transaction_ref: answer?.transaction ?? null, fee_micros: 0n },
        created_at: at(refund.atMs),
        ended_at: at(refund.atMs),
      };
    }),
  );
  await insertRows(client, 'refunds', rows);
}

function answerOf({ answers, numbers }: Work, dispute: Dispute) {
  const answer = answers.disputes.get(keyOf(idOf(numbers.disputes, dispute)));
  if (!answer) throw new Error('A dispute was not opened at the processor.');
  return answer;
}

function disputeRow(work: Work, reader: ReaderYear, dispute: Dispute) {
  const { numbers, answers, year } = work;
  const answer = answerOf(work, dispute);
  const topUp = reader.topUps[dispute.topUp];
  if (!topUp) throw new Error('A dispute is about a top-up that is not there.');
  const topUpId = idOf(numbers.topUps, topUp);
  const { ending, openedMs, closedMs, amountMicros, lostLotMicros } = dispute;
  return {
    ...{ id: idOf(numbers.disputes, dispute), dispute_ref: answer.id, top_up_id: topUpId },
    charge_ref: answers.checkouts.get(keyOf(topUpId))?.paid?.charge ?? '',
    ...{
      wallet_id: idOf(numbers.wallets, reader),
      currency: year.rules.currency,
      amount_micros: amountMicros,
    },
    ...{
      status: answer.status,
      reason: dispute.reason,
      due_at: atOrNull(answer.dueBy && answer.dueBy * 1000),
    },
    held_at: at(openedMs),
    hold_ended_at: ending === 'won' ? atOrNull(closedMs) : null,
    lost_lot_micros: lostLotMicros,
    lost_platform_micros: ending === 'lost' ? amountMicros - lostLotMicros : 0n,
    opened_at: at(openedMs),
    closed_at: atOrNull(closedMs),
    created_at: at(openedMs),
  };
}

function movementRows(work: Work, dispute: Dispute) {
  const { currency } = work.year.rules;
  return answerOf(work, dispute).movements.map(({ id, amount, fee }, leg) => ({
    ...{ dispute_id: idOf(work.numbers.disputes, dispute), leg, transaction_ref: id },
    ...{ amount_micros: fromMinorUnits(amount, currency), fee_micros: fromMinorUnits(fee, currency) },
    created_at: at(leg === 0 ? dispute.openedMs : (dispute.closedMs ?? dispute.openedMs + DAY_MS)),
  }));
}
