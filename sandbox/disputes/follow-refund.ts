import type Stripe from 'stripe';
import { ApiError, docUrl } from '../http/errors.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';
import { isClosed } from './decide-dispute.ts';

/** Money that the bank has taken back cannot be refunded as well. */
export function refuseDisputed(world: World, charge: Stripe.Charge): void {
  const inTheWay = world.store
    .all('dispute')
    .some(({ object }) => object.charge === charge.id && !object.is_charge_refundable);
  if (!inTheWay) return;
  throw new ApiError(400, {
    type: 'invalid_request_error',
    code: 'charge_disputed',
    doc_url: docUrl('charge_disputed'),
    message: `Charge ${charge.id} has been charged back; cannot issue a refund.`,
  });
}

/** A fully refunded charge needs no answer: its inquiries close, its warnings are dealt with. */
export function noteRefund(world: World, chargeId: string): void {
  if (!world.store.get('charge', chargeId)?.object.refunded) return;
  for (const { object: dispute } of world.store.all('dispute')) {
    if (dispute.charge !== chargeId || isClosed(dispute)) continue;
    const { object } = world.store.edit('dispute', dispute.id, (row) => {
      row.object.status = 'warning_closed';
    });
    emitEvent(world, 'charge.dispute.closed', object, { status: dispute.status });
  }
  for (const { object: warning } of world.store.all('radar.early_fraud_warning')) {
    if (warning.charge !== chargeId || !warning.actionable) continue;
    const { object } = world.store.edit('radar.early_fraud_warning', warning.id, (row) => {
      row.object.actionable = false;
    });
    emitEvent(world, 'radar.early_fraud_warning.updated', object, { actionable: true });
  }
}
