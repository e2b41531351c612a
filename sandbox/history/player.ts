import type Stripe from 'stripe';
import { createSession } from '../checkout/build-session.ts';
import { paySession } from '../checkout/pay-session.ts';
import type { CreateSessionParams } from '../checkout/session-params.ts';
import { setOutcome } from '../connect/account-state.ts';
import { fundPlatform } from '../connect/fund-platform.ts';
import { giveBankAccount } from '../connect/give-bank-account.ts';
import { reverseTransfer, transferMoney } from '../connect/transfer-money.ts';
import { endDispute } from '../disputes/decide-dispute.ts';
import { openDispute } from '../disputes/open-dispute.ts';
import { postTransaction } from '../payments/post-fee.ts';
import { refundCharge } from '../payments/refund-charge.ts';
import { createAccount } from '../resources/accounts-v2.ts';
import { createCustomer } from '../resources/customers.ts';
import type { World } from '../world.ts';
import { answersOf } from './answers-of.ts';
import type { Answers, Step } from './steps.ts';

type StepOf<D extends Step['do']> = Extract<Step, { do: D }>;

/** Does one step after the other, each within the caller's transaction, and knows what came of them. */
export class Player {
  private readonly ids = new Map<string, string>();

  private readonly acts: { [D in Step['do']]: (step: StepOf<D>) => void } = {
    customer: (step) =>
      this.keep(step, createCustomer(this.world, { email: step.email, metadata: step.metadata })),
    checkout: (step) => this.openCheckout(step),
    pay: (step) => this.pay(step),
    refund: (step) => this.refund(step),
    dispute: (step) =>
      this.keep(step, openDispute(this.world, this.chargeOf(step.checkout).id, { reason: step.reason })),
    decide: ({ dispute, ending }) => void endDispute(this.world, this.id('dispute', dispute), ending),
    account: (step) => this.openAccount(step),
    onboard: ({ account, bank, outcome }) => {
      giveBankAccount(this.world, this.id('account', account), bank);
      setOutcome(this.world, this.id('account', account), outcome);
    },
    bank: ({ account, bank }) => giveBankAccount(this.world, this.id('account', account), bank),
    transfer: (step) => this.transfer(step),
    reverse: (step) => this.reverse(step),
    fund: (step) => void fundPlatform(this.world, step),
    charge_platform: (step) => this.chargePlatform(step),
  };

  constructor(private readonly world: World) {}

  play(step: Step): void {
    const act = this.acts[step.do] as (step: Step) => void;
    act(step);
  }

  answers(): Answers {
    return answersOf(this.world, this.ids);
  }

  private keep(step: { do: string; key: string }, { id }: { id: string }): void {
    this.ids.set(`${step.do} ${step.key}`, id);
  }

  private id(kind: Step['do'], key: string): string {
    const id = this.ids.get(`${kind} ${key}`);
    if (!id) throw new Error(`No step made ${kind} ${key}.`);
    return id;
  }

  private openCheckout(step: StepOf<'checkout'>): void {
    const { currency, amount, description: name, metadata, locale } = step;
    const params: CreateSessionParams = {
      mode: 'payment',
      submit_type: 'pay',
      locale,
      customer: this.id('customer', step.customer),
      client_reference_id: metadata.top_up_id,
      metadata,
      line_items: [{ quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name } } }],
      payment_intent_data: {
        metadata,
        description: name,
        ...(step.saveCard && { setup_future_usage: 'off_session' }),
      },
      expires_at: step.expiresAt,
      success_url: step.successUrl,
    };
    this.keep(step, createSession(this.world, params));
  }

  private pay({ checkout, card, name }: StepOf<'pay'>): void {
    const form = {
      ...{ method: 'card', number: card, expiry: '12 / 40', cvc: card.length === 15 ? '1234' : '123' },
      ...{ name, email: '', account: '', save: false, attempt: '' },
    };
    const result = paySession(this.world, this.id('checkout', checkout), form);
    if (result.kind !== 'done' && result.kind !== 'declined')
      throw new Error(`${checkout} could not be paid: ${JSON.stringify(result)}`);
  }

  private chargeOf(checkout: string): Stripe.Charge {
    const { store } = this.world;
    const session = store.get('checkout.session', this.id('checkout', checkout))?.object;
    const intent = store.get('payment_intent', String(session?.payment_intent))?.object;
    const charge = store.get('charge', String(intent?.latest_charge))?.object;
    if (!charge) throw new Error(`${checkout} has no charge.`);
    return charge;
  }

  private refund(step: StepOf<'refund'>): void {
    const { checkout, amount, reason, metadata } = step;
    this.keep(step, refundCharge(this.world, { charge: this.chargeOf(checkout), amount, reason, metadata }));
  }

  private openAccount(step: StepOf<'account'>): void {
    const account = createAccount(this.world, {
      contact_email: step.email,
      display_name: step.name,
      dashboard: 'express',
      identity: { country: step.country, entity_type: 'individual' },
      configuration: {
        recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
      },
      defaults: {
        currency: step.currency,
        responsibilities: { fees_collector: 'application', losses_collector: 'application' },
      },
      metadata: step.metadata,
    });
    this.keep(step, account);
  }

  private transfer(step: StepOf<'transfer'>): void {
    const { amount, currency, group, metadata } = step;
    const destination = this.id('account', step.account);
    this.keep(
      step,
      transferMoney(this.world, {
        amount,
        currency,
        destination,
        metadata,
        description: null,
        transferGroup: group,
      }),
    );
  }

  private reverse({ transfer }: StepOf<'reverse'>): void {
    const sent = this.world.store.get('transfer', this.id('transfer', transfer))?.object;
    if (sent) reverseTransfer(this.world, sent, { amount: undefined, metadata: {} });
  }

  private chargePlatform({ amount, currency, description }: StepOf<'charge_platform'>): void {
    postTransaction(this.world, {
      amount: -amount,
      currency,
      fee: 0,
      type: 'stripe_fee',
      source: null,
      description,
      availableAtOnce: true,
    });
  }
}
