import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { brandOf } from '../cards/read-card.ts';
import { TEST_CARDS, testCardNumbered } from '../cards/test-cards.ts';
import { newId } from '../ids.ts';
import type { Tables } from '../records.ts';
import { nowSeconds, type World } from '../world.ts';

type PaymentMethodRow = Tables['payment_method'];

interface BillingDetails {
  name: string | null;
  email: string | null;
}

const EMPTY_ADDRESS: Stripe.Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

const NOBODY: BillingDetails = { name: null, email: null };

/** Stores a card. Of a number that is not a published test card only the last four digits are kept. */
export function createCard(
  world: World,
  card: { number: string; expMonth: number; expYear: number },
  payer: BillingDetails = NOBODY,
): PaymentMethodRow {
  const name = testCardNumbered(card.number);
  const testCard = name === null ? null : TEST_CARDS[name];
  const brand = testCard?.brand ?? brandOf(card.number);
  return save(world, {
    object: {
      ...common(world, payer),
      type: 'card',
      card: {
        brand,
        checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'unchecked' },
        country: testCard?.country ?? 'US',
        display_brand: brand,
        exp_month: card.expMonth,
        exp_year: card.expYear,
        fingerprint: fingerprintOf(card.number),
        funding: testCard?.funding ?? 'credit',
        generated_from: null,
        last4: card.number.slice(-4),
        networks: { available: [brand], preferred: null },
        regulated_status: 'unregulated',
        three_d_secure_usage: { supported: true },
        wallet: null,
      },
    },
    hidden: {
      testCard: name,
      bankAccount: null,
      setUpForOffSession: testCard?.alreadySetUp ?? false,
      usedUp: false,
    },
  });
}

/** The card behind `pm_card_<name>`; each use makes a payment method of its own, as at Stripe. */
export function createTestCard(world: World, name: string): PaymentMethodRow {
  const number = TEST_CARDS[name]?.number ?? '';
  return createCard(world, { number, expMonth: 12, expYear: new Date(world.nowMs()).getUTCFullYear() + 4 });
}

/** A bank account whose debits are confirmed only later. */
export function createBankAccount(
  world: World,
  accountNumber: string,
  payer: BillingDetails = NOBODY,
): PaymentMethodRow {
  const last4 = accountNumber.slice(-4);
  return save(world, {
    object: {
      ...common(world, payer),
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        financial_connections_account: null,
        fingerprint: fingerprintOf(accountNumber),
        last4,
        networks: { preferred: 'ach', supported: ['ach'] },
        routing_number: '110000000',
        status_details: {},
      },
    },
    hidden: { testCard: null, bankAccount: last4, setUpForOffSession: false, usedUp: false },
  });
}

function common(world: World, payer: BillingDetails) {
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: EMPTY_ADDRESS,
      email: payer.email,
      name: payer.name,
      phone: null,
      tax_id: null,
    },
    created: nowSeconds(world),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
  } as const satisfies Partial<Stripe.PaymentMethod>;
}

function save(world: World, row: PaymentMethodRow): PaymentMethodRow {
  return world.store.put('payment_method', row.object.id, row);
}

function fingerprintOf(number: string): string {
  return createHash('sha256')
    .update(`farthing sandbox ${number}`)
    .digest('base64url')
    .replace(/[-_]/g, 'x')
    .slice(0, 16);
}
