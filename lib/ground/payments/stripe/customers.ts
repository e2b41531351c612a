import 'server-only';
import { createHash } from 'node:crypto';
import { db } from '@/lib/core/db';
import { stripe } from './client';

/**
 * The person's Stripe customer (`cus_…`), made on first use. Safe to repeat and to race: the idempotency key
 * makes Stripe answer with the same customer, and the first one written down stays. Throws what the SDK
 * throws.
 */
export async function getOrCreateCustomer(userId: bigint): Promise<string> {
  const user = await readUser(userId);
  if (user.processorCustomerRef) return user.processorCustomerRef;
  // Not the id alone: ids begin again when a database is made again, and Stripe remembers keys for a day.
  const person = createHash('sha256').update(`${user.email} ${user.createdAt.toISOString()}`).digest('hex');
  return createCustomer(userId, user.email, null, `customer-${userId}-${person.slice(0, 24)}`);
}

/** Stripe no longer has the customer we wrote down (deleted there): makes its replacement. */
export async function replaceCustomer(userId: bigint, goneId: string): Promise<string> {
  const { email } = await readUser(userId);
  return createCustomer(userId, email, goneId, `customer-${userId}-after-${goneId}`);
}

async function createCustomer(userId: bigint, email: string, before: string | null, idempotencyKey: string) {
  const customer = await stripe().customers.create(
    { email, metadata: { user_id: String(userId) } },
    { idempotencyKey },
  );
  await db.user.updateMany({
    where: { id: userId, processorCustomerRef: before },
    data: { processorCustomerRef: customer.id },
  });
  return (await readUser(userId)).processorCustomerRef ?? customer.id;
}

function readUser(userId: bigint) {
  return db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, createdAt: true, processorCustomerRef: true },
  });
}
