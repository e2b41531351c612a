import type Stripe from 'stripe';
import type { Decline } from '../cards/declines.ts';
import { newId } from '../ids.ts';
import type { PaymentMethodFacts } from '../records.ts';
import { nowSeconds, type World } from '../world.ts';

interface ChargeInput {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  facts: PaymentMethodFacts;
  status: 'failed' | 'pending' | 'succeeded';
  decline: Decline | null;
  authenticated: boolean;
}

/** The charge of one attempt to pay an intent. Not stored yet; its balance transaction comes with the fee. */
export function buildCharge(world: World, input: ChargeInput): Stripe.Charge {
  const { intent, method, status, decline } = input;
  const id = method.type === 'card' ? newId('ch') : newId('py');
  const paid = status === 'succeeded';
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: paid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: descriptorOf(world, intent),
    captured: paid,
    created: nowSeconds(world),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(status, decline),
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(input),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: paid ? `${world.publicUrl()}/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

function descriptorOf(world: World, intent: Stripe.PaymentIntent): string {
  const prefix = intent.statement_descriptor ?? world.merchantName.toUpperCase();
  const suffix = intent.statement_descriptor_suffix;
  return (suffix ? `${prefix}* ${suffix.toUpperCase()}` : prefix).slice(0, 22);
}

function outcomeOf(status: string, decline: Decline | null): Stripe.Charge.Outcome {
  if (decline) {
    return {
      advice_code: decline.adviceCode ?? null,
      network_advice_code: null,
      network_decline_code: decline.networkDeclineCode ?? null,
      network_status: decline.blocked ? 'not_sent_to_network' : 'declined_by_network',
      reason: decline.blocked ? 'highest_risk_level' : decline.declineCode,
      risk_level: decline.blocked ? 'highest' : 'normal',
      risk_score: decline.blocked ? 95 : 20,
      seller_message: decline.blocked
        ? 'Stripe blocked this payment as too risky.'
        : `The bank returned the decline code \`${decline.declineCode}\`.`,
      type: decline.blocked ? 'blocked' : 'issuer_declined',
    };
  }
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'approved_by_network',
    reason: null,
    risk_level: status === 'pending' ? 'not_assessed' : 'normal',
    ...(status !== 'pending' && { risk_score: 20 }),
    seller_message: 'Payment complete.',
    type: 'authorized',
  };
}

function detailsOf({
  intent,
  method,
  status,
  decline,
  authenticated,
}: ChargeInput): Stripe.Charge.PaymentMethodDetails {
  if (method.us_bank_account) {
    const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } =
      method.us_bank_account;
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type,
        account_type,
        bank_name,
        fingerprint,
        last4,
        payment_reference: null,
        routing_number,
      },
    };
  }
  const card = method.card;
  if (!card) throw new Error(`The payment method ${method.id} is neither a card nor a bank account.`);
  const usage = intent.payment_method_options?.card?.stored_credential_usage;
  return {
    type: 'card',
    card: {
      amount_authorized: status === 'succeeded' ? intent.amount : null,
      authorization_code: null,
      brand: card.brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: decline?.code === 'incorrect_cvc' ? 'fail' : 'pass',
      },
      country: card.country,
      electronic_commerce_indicator: authenticated ? '05' : null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      extended_authorization: { status: 'disabled' },
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      incremental_authorization: { status: 'unavailable' },
      installments: null,
      last4: card.last4,
      mandate: null,
      multicapture: { status: 'unavailable' },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: status === 'succeeded' ? String(intent.created).padStart(15, '1') : null,
      overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
      regulated_status: 'unregulated',
      ...(usage && { stored_credential_usage: usage }),
      three_d_secure: authenticated ? passedAuthentication() : null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

function passedAuthentication(): Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure {
  return {
    authentication_flow: 'challenge',
    electronic_commerce_indicator: '05',
    exemption_indicator: null,
    result: 'authenticated',
    result_reason: null,
    transaction_id: null,
    version: '2.2.0',
  };
}
