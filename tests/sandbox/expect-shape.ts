import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

const file = new URL('./stripe-example-objects.json', import.meta.url);
export const examples = (JSON.parse(readFileSync(file, 'utf8')) as { resources: Record<string, Json> })
  .resources;

type Json = Record<string, unknown>;

/** Members that the SDK's types have and the published examples, which are older or barer, have not. */
const ONLY_IN_TYPES: Record<string, string[]> = {
  'charge.outcome': ['risk_level', 'risk_score'],
  'charge.payment_method_details.card': ['electronic_commerce_indicator', 'stored_credential_usage'],
  'checkout.session': ['allowed_payment_method_types', 'excluded_payment_method_types', 'line_items'],
  payment_intent: ['allowed_payment_method_types', 'payment_record'],
  'payment_intent.automatic_payment_methods': ['allow_redirects'],
  customer: ['customer_account'],
  dispute: ['intended_submission_method', 'network_reason_code'],
  'dispute.evidence_details': ['submission_method'],
  refund: ['failure_balance_transaction', 'failure_reason', 'pending_reason'],
  'refund.destination_details.card': ['reference', 'reference_status', 'reference_type'],
  setup_intent: ['allowed_payment_method_types', 'customer_account', 'managed_payments'],
  'setup_intent.automatic_payment_methods': ['allow_redirects'],
};

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}

/** What differs between an answer and the example: a missing or unknown member, or another type. */
function differences(actual: Json, example: Json, path: string): string[] {
  const newer = ONLY_IN_TYPES[path] ?? [];
  const missing = Object.keys(example).filter((key) => !(key in actual));
  const unknown = Object.keys(actual).filter((key) => !(key in example) && !newer.includes(key));
  const inner = Object.keys(example).flatMap((key) => {
    const [a, e] = [actual[key], example[key]];
    const kinds = [kindOf(a), kindOf(e)];
    if (!(key in actual) || kinds.includes('null')) return [];
    if (kinds[0] !== kinds[1]) return [`${path}.${key} is ${kinds[0]}, the example has ${kinds[1]}`];
    if (kinds[0] !== 'object' || FREE.has(key) || Object.keys(e as Json).length === 0) return [];
    return differences(a as Json, e as Json, `${path}.${key}`);
  });
  return [
    ...missing.map((key) => `${path}.${key} is missing`),
    ...unknown.map((key) => `${path}.${key} is not Stripe's`),
    ...inner,
  ];
}

/** Objects whose keys are data, not shape. */
const FREE = new Set(['data', 'metadata', 'payment_method_options', 'last_payment_error', 'source_types']);

/** Every member and type of an answer is that of the published example. */
export function expectShape(object: object, kind: string): void {
  const example = examples[kind];
  if (!example) throw new Error(`There is no example of ${kind}.`);
  const wire = JSON.parse(JSON.stringify(object)) as Json;
  expect(differences(wire, example, kind)).toEqual([]);
}
