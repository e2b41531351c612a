import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import type { CurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import type { Locale } from '@/lib/core/i18n/locales';
import { toMinorUnits } from '@/lib/core/money';
import {
  type CheckoutInput,
  createCheckoutSession,
  getOrCreateCustomer,
  isInProgress,
  isMissing,
  isRefused,
  replaceCustomer,
  stripe,
  toDomainError,
} from '@/lib/ground/payments';
import type { TopUpRow } from './write-top-up';

interface Payer {
  userId: bigint;
  currency: CurrencyCode;
  locale: Locale;
}

const WAIT_STEPS_MS = [200, 300, 500, 1000, 1500, 2000];

/**
 * The Checkout page of a top-up that is written down and not finished; made now unless it is known. Null when
 * the top-up can no longer be paid (too old, or closed meanwhile). The page that is written down is the only
 * one whose address leaves the server, so that one top-up is never paid twice. Throws `payment_unavailable`;
 * the same call may then be made again.
 */
export async function openCheckout(topUp: TopUpRow, payer: Payer): Promise<string | null> {
  try {
    const session = await askStripe(topUp, payer);
    const { count } = await db.topUp.updateMany({
      where: { id: topUp.id, status: 'created', sessionRef: null },
      data: { status: 'open', sessionRef: session.id, checkoutUrl: session.url },
    });
    if (count === 1) return session.url;
    const kept = await readUrl(topUp.id);
    if (kept?.sessionRef !== session.id) await closeUnused(session.id);
    return kept?.url ?? null;
  } catch (error) {
    if (isInProgress(error)) return waitForOther(topUp.id);
    if (isRefused(error, 'expires_at')) {
      await db.topUp.updateMany({ where: { id: topUp.id, status: 'created' }, data: { status: 'expired' } });
      return null;
    }
    throw toDomainError(error);
  }
}

async function askStripe(topUp: TopUpRow, { userId, currency, locale }: Payer) {
  const customerId = await getOrCreateCustomer(userId);
  const input: CheckoutInput = {
    topUpId: topUp.id,
    requestKey: topUp.requestKey,
    customerId,
    amountMinor: toMinorUnits(topUp.amountMicros, currency),
    currency,
    saveCard: topUp.saveCard,
    expiresAt: topUp.expiresAt,
    locale,
    productName: loadMessages(locale).topUp.productName,
  };
  try {
    return await createCheckoutSession(input);
  } catch (error) {
    if (!isMissing(error, 'customer')) throw error;
    return createCheckoutSession({ ...input, customerId: await replaceCustomer(userId, customerId) });
  }
}

async function readUrl(id: bigint): Promise<{ url: string | null; sessionRef: string | null } | null> {
  const row = await db.topUp.findUnique({
    where: { id },
    select: { status: true, checkoutUrl: true, sessionRef: true },
  });
  return row && { url: row.status === 'open' ? row.checkoutUrl : null, sessionRef: row.sessionRef };
}

/** The same press, sent twice: the other request is asking Stripe right now. */
async function waitForOther(id: bigint): Promise<string | null> {
  for (const step of WAIT_STEPS_MS) {
    await pause(step);
    const row = await db.topUp.findUnique({ where: { id }, select: { status: true, checkoutUrl: true } });
    if (row?.status !== 'created') return row?.checkoutUrl ?? null;
  }
  throw new DomainError('payment_unavailable', { cause: `top-up ${id} is still being opened` });
}

/** Tidies up a page that nobody was shown; Stripe closes it anyway at its date. */
async function closeUnused(sessionRef: string): Promise<void> {
  await stripe()
    .checkout.sessions.expire(sessionRef)
    .catch(() => null);
}
