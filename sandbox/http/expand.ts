import type { TableName } from '../records.ts';
import type { Store } from '../store.ts';
import { invalidParameter } from './errors.ts';
import { renderObject } from './render.ts';

type Json = Record<string, unknown>;

/** Which members hold an id, of which table the id is, per kind of object. */
const REFERENCES: Record<string, Record<string, TableName>> = {
  balance_transaction: { source: 'charge' },
  charge: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
  },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  'checkout.session': {
    customer: 'customer',
    payment_intent: 'payment_intent',
    setup_intent: 'setup_intent',
  },
  customer: { default_source: 'payment_method' },
  payment_intent: { customer: 'customer', latest_charge: 'charge', payment_method: 'payment_method' },
  payment_method: { customer: 'customer' },
  'radar.early_fraud_warning': { charge: 'charge', payment_intent: 'payment_intent' },
  refund: {
    balance_transaction: 'balance_transaction',
    charge: 'charge',
    customer: 'customer',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
  },
  setup_intent: { customer: 'customer', payment_method: 'payment_method' },
  transfer: { balance_transaction: 'balance_transaction' },
  transfer_reversal: { balance_transaction: 'balance_transaction', transfer: 'transfer' },
};

const SOURCES: Record<string, TableName> = {
  dp: 'dispute',
  re: 'refund',
  tr: 'transfer',
  trr: 'transfer_reversal',
};

const MAX_DEPTH = 4;

/** Replaces ids by their objects along each path of `expand[]`, such as `data.latest_charge`. */
export function expandPaths<T extends { object: string }>(
  store: Store,
  root: T,
  paths: readonly string[],
): T {
  const copy = structuredClone(root);
  for (const path of paths) {
    const keys = path.split('.');
    if (keys.length > MAX_DEPTH) {
      throw invalidParameter(`You cannot expand more than ${MAX_DEPTH} levels of a property: ${path}.`, {
        param: 'expand',
      });
    }
    expandOne(store, copy, keys, path);
  }
  return copy;
}

function expandOne(store: Store, holder: { object: string }, keys: string[], path: string): void {
  const [key, ...rest] = keys;
  if (key === undefined) return;
  const members = holder as unknown as Json;
  if (holder.object === 'list' && key === 'data') {
    for (const item of members.data as { object: string }[]) expandOne(store, item, rest, path);
    return;
  }
  const current = members[key];
  if (holder.object === 'checkout.session' && key === 'line_items') {
    members.line_items ??= firstLineItems(store, String(members.id));
  } else if (key === 'default_payment_method' || key === 'invoice_settings') {
    expandDefaultMethod(store, members, keys, path);
    return;
  } else if (typeof current === 'string') {
    members[key] = find(store, holder, key, current, path);
  } else if (current === undefined || !isObject(current)) {
    if (!(key in (REFERENCES[holder.object] ?? {}))) throw cannotExpand(path);
    return;
  }
  const next = members[key];
  if (rest.length > 0 && isObject(next)) expandOne(store, next, rest, path);
}

function find(
  store: Store,
  holder: { object: string },
  key: string,
  id: string,
  path: string,
): { object: string } {
  const table = REFERENCES[holder.object]?.[key];
  if (!table) throw cannotExpand(path);
  // The source of a balance transaction may be of several kinds; the id says which.
  const named = SOURCES[id.slice(0, id.indexOf('_'))];
  const row = store.get(key === 'source' ? (named ?? table) : table, id);
  if (!row || !('object' in row)) throw cannotExpand(path);
  return structuredClone(renderObject(store, row.object));
}

/** A customer's default payment method lies one level down: `invoice_settings.default_payment_method`. */
function expandDefaultMethod(store: Store, members: Json, [, inner]: string[], path: string): void {
  const settings = members.invoice_settings;
  if (inner !== 'default_payment_method' || typeof settings !== 'object' || settings === null)
    throw cannotExpand(path);
  const holder = settings as Json;
  const row = store.get('payment_method', String(holder.default_payment_method));
  if (row) holder.default_payment_method = structuredClone(row.object);
}

function firstLineItems(store: Store, session: string) {
  const items = store.get('checkout.session', session)?.hidden.lineItems ?? [];
  return {
    object: 'list',
    data: structuredClone(items.slice(0, 10)),
    has_more: items.length > 10,
    url: `/v1/checkout/sessions/${session}/line_items`,
  };
}

function isObject(value: unknown): value is { object: string } {
  return typeof value === 'object' && value !== null && 'object' in value;
}

function cannotExpand(path: string) {
  return invalidParameter(`This property cannot be expanded (${path}).`, { param: 'expand' });
}
