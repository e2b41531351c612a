import type Stripe from 'stripe';
import { invalidRequest } from '../http/errors.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';
import { moveFunds, withdrawFunds } from './open-dispute.ts';

export type Ending = 'win' | 'lose' | 'escalate';

const CLOSED = ['won', 'lost', 'warning_closed', 'prevented'];

export function isClosed({ status }: Stripe.Dispute): boolean {
  return CLOSED.includes(status);
}

/** What the evidence decides by Stripe's test words; null: it stays under review. */
export function endingOf(dispute: Stripe.Dispute): Ending | null {
  const text = dispute.evidence.uncategorized_text ?? '';
  if (text.includes('winning_evidence')) return 'win';
  if (text.includes('losing_evidence')) return 'lose';
  return text.includes('escalate_inquiry_evidence') ? 'escalate' : null;
}

/** The bank has read the evidence. A repeat does nothing. */
export function decideDispute(world: World, id: string): void {
  const dispute = world.store.get('dispute', id)?.object;
  const ending = dispute && !isClosed(dispute) ? endingOf(dispute) : null;
  if (ending) endDispute(world, id, ending);
}

/** The bank decides. An inquiry closes without money or becomes a dispute. Refuses a closed one. */
export function endDispute(world: World, id: string, ending: Ending): Stripe.Dispute {
  const dispute = world.store.get('dispute', id)?.object;
  if (!dispute) throw invalidRequest(`No such dispute: '${id}'`, { code: 'resource_missing', param: 'id' });
  if (isClosed(dispute)) throw invalidRequest('This dispute is already closed.');
  const inquiry = dispute.status.startsWith('warning_');
  if (ending === 'escalate') return inquiry ? escalate(world, dispute) : dispute;
  if (inquiry) return close(world, id, 'warning_closed');
  const closed = close(world, id, ending === 'win' ? 'won' : 'lost');
  return ending === 'win' ? reinstateFunds(world, id) : closed;
}

/** The money comes back, also after a loss that was reversed. */
export function reinstateFunds(world: World, id: string): Stripe.Dispute {
  const dispute = world.store.get('dispute', id)?.object;
  if (!dispute) throw invalidRequest(`No such dispute: '${id}'`, { code: 'resource_missing', param: 'id' });
  const held = dispute.balance_transactions.reduce((sum, { amount }) => sum - amount, 0);
  if (held <= 0) throw invalidRequest('No funds of this dispute are withdrawn.');
  moveFunds(world, dispute, { amount: held, fee: 0, category: 'dispute_reversal' });
  const { object } = world.store.edit('dispute', id, (row) => {
    row.object.status = 'won';
  });
  emitEvent(world, 'charge.dispute.funds_reinstated', object);
  return object;
}

function close(world: World, id: string, status: Stripe.Dispute.Status): Stripe.Dispute {
  const before = world.store.get('dispute', id)?.object.status;
  const { object } = world.store.edit('dispute', id, (row) => {
    row.object.status = status;
  });
  emitEvent(world, 'charge.dispute.closed', object, { status: before });
  return object;
}

function escalate(world: World, { id, status }: Stripe.Dispute): Stripe.Dispute {
  const { object } = world.store.edit('dispute', id, (row) => {
    row.object.status = 'needs_response';
    row.object.reason = 'fraudulent';
    if (row.object.payment_method_details?.card)
      row.object.payment_method_details.card.case_type = 'chargeback';
  });
  emitEvent(world, 'charge.dispute.updated', object, { status });
  return withdrawFunds(world, id);
}
