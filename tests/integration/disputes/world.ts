import { db } from '@/lib/core/db';
import { refreshDisputes } from '@/lib/rooms/money-back/disputes/refresh-disputes';
import { control, DOLLAR, deliver, postingsOf } from '../refunds/world';

const KINDS = ['dispute_opened', 'dispute_won', 'dispute_lost', 'dispute_recovered', 'dispute_fee'];
const FEE = 15n * DOLLAR;
export const CARD = '4000000000000259';

export async function disputeOf(topUpId: bigint) {
  return db.dispute.findFirstOrThrow({ where: { topUpId }, orderBy: { id: 'desc' } });
}

export async function walletOf(walletId: bigint) {
  const { status, frozenReason } = await db.wallet.findUniqueOrThrow({ where: { id: walletId } });
  return { status, frozenReason };
}

export const rowOf = (id: bigint) => db.dispute.findUniqueOrThrow({ where: { id } });
export const namedBy = async (walletId: bigint) =>
  (await db.wallet.findUniqueOrThrow({ where: { id: walletId } })).frozenDisputeId;
export const readAgain = () => refreshDisputes(new Date(Date.now() + 61 * 60_000));

/** Losses and what came back, in the order in which they were posted. */
export const losses = (id: bigint) => postingsOf(id, ['dispute_lost', 'dispute_recovered']);

export async function end(disputeRef: string, ending: 'win' | 'lose' | 'escalate' | 'reinstate') {
  await control(`disputes/${disputeRef}/${ending}`);
  await deliver();
}

export const opened = (micros: bigint) => [
  `dispute_fee processing_fees > card_clearing ${FEE}`,
  `dispute_opened disputes_held > card_clearing ${micros}`,
];

export async function postings(id: bigint): Promise<string[]> {
  return (await postingsOf(id, KINDS)).sort();
}
