import type Stripe from 'stripe';
import { TEST_CARDS } from '../cards/test-cards.ts';
import { newId } from '../ids.ts';
import { postTransaction } from '../payments/post-fee.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { nowSeconds, type World } from '../world.ts';
import { emptyEvidence } from './empty-evidence.ts';

/** Stripe's US list price; for the others a round number of about its worth. */
const FEES: Record<string, number> = { usd: 1500, eur: 2000, gbp: 2000, jpy: 1300, krw: 20_000 };
const OTHER_FEE = 1500;

const DAYS_TO_ANSWER = 9;

export interface DisputeInput {
  /** Minor units; all that was charged when absent. */
  amount?: number;
  reason?: string;
  inquiry?: boolean;
}

/** What the bank behind a test card does right after a charge of it succeeded. */
export function answerOfBank(world: World, chargeId: string): void {
  const charge = world.store.get('charge', chargeId)?.object;
  const method = world.store.get('payment_method', charge?.payment_method ?? '');
  const bank = TEST_CARDS[method?.hidden.testCard ?? '']?.bank;
  if (!charge || !bank) return;
  if (bank === 'warns') warnOfFraud(world, chargeId);
  else openDispute(world, chargeId, { inquiry: bank === 'inquires' });
}

/** The cardholder's bank disputes a charge, or inquires about it: an inquiry moves no money. */
export function openDispute(world: World, chargeId: string, input: DisputeInput = {}): Stripe.Dispute {
  const { object: charge } = world.store.edit('charge', chargeId, ({ object }) => {
    object.disputed = true;
  });
  const inquiry = input.inquiry ?? false;
  const created = nowSeconds(world);
  const brand = charge.payment_method_details?.card?.brand ?? 'visa';
  const dispute: Stripe.Dispute = {
    id: newId('dp'),
    object: 'dispute',
    amount: input.amount ?? charge.amount,
    balance_transactions: [],
    charge: chargeId,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(),
    evidence_details: {
      due_by: created + DAYS_TO_ANSWER * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand,
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: brand,
        network_reason_code: inquiry ? '33' : '10.4',
      },
      type: 'card',
    },
    reason: input.reason ?? (inquiry ? 'general' : 'fraudulent'),
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  };
  world.store.put('dispute', dispute.id, { object: dispute, hidden: null });
  emitEvent(world, 'charge.dispute.created', dispute);
  return inquiry ? dispute : withdrawFunds(world, dispute.id);
}

/** The bank takes the money, and Stripe its fee. */
export function withdrawFunds(world: World, id: string): Stripe.Dispute {
  const dispute = world.store.get('dispute', id)?.object;
  if (!dispute) throw new Error(`There is no dispute ${id}.`);
  moveFunds(world, dispute, {
    amount: -dispute.amount,
    fee: FEES[dispute.currency] ?? OTHER_FEE,
    category: 'dispute',
  });
  const { object } = world.store.edit('dispute', id, (row) => {
    row.object.is_charge_refundable = false;
  });
  emitEvent(world, 'charge.dispute.funds_withdrawn', object);
  return object;
}

/** Books one movement of a dispute on the balance; the dispute carries it from then on. */
export function moveFunds(
  world: World,
  dispute: Stripe.Dispute,
  { amount, fee, category }: { amount: number; fee: number; category: 'dispute' | 'dispute_reversal' },
): void {
  const transaction = postTransaction(world, {
    amount,
    currency: dispute.currency,
    fee,
    type: 'adjustment',
    source: dispute.id,
    description: `Chargeback ${amount < 0 ? 'withdrawal' : 'reversal'} for ${String(dispute.charge)}`,
    availableAtOnce: true,
    reportingCategory: category,
    feeDescription: 'Dispute fee',
  });
  const row = world.store.get('balance_transaction', transaction);
  world.store.edit('dispute', dispute.id, ({ object }) => {
    if (row) object.balance_transactions.push(structuredClone(row.object));
  });
}

/** The bank expects that the charge is fraudulent: nothing has moved, and a refund may spare a dispute. */
export function warnOfFraud(world: World, chargeId: string): Stripe.Radar.EarlyFraudWarning {
  const charge = world.store.get('charge', chargeId)?.object;
  const intent = charge?.payment_intent;
  const warning: Stripe.Radar.EarlyFraudWarning = {
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: true,
    charge: chargeId,
    created: nowSeconds(world),
    fraud_type: 'made_with_stolen_card',
    livemode: false,
    ...(intent && { payment_intent: intent }),
  };
  world.store.put('radar.early_fraud_warning', warning.id, { object: warning, hidden: null });
  emitEvent(world, 'radar.early_fraud_warning.created', warning);
  return warning;
}
