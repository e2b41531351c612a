import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import type { CurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import type { Locale } from '@/lib/core/i18n/locales';
import { isInProgress, processor, toDomainError } from '@/lib/ground/payments';
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
    const page = await ask(topUp, payer);
    if (!page) {
      await db.topUp.updateMany({ where: { id: topUp.id, status: 'created' }, data: { status: 'expired' } });
      return null;
    }
    const { sessionRef, url } = page;
    const { count } = await db.topUp.updateMany({
      where: { id: topUp.id, status: 'created', sessionRef: null },
      data: { status: 'open', sessionRef, checkoutUrl: url },
    });
    if (count === 1) return url;
    const kept = await readUrl(topUp.id);
    if (kept?.sessionRef !== sessionRef) await closeUnused(topUp, sessionRef);
    return kept?.url ?? null;
  } catch (error) {
    if (isInProgress(error)) return waitForOther(topUp.id);
    throw toDomainError(error);
  }
}

function ask(topUp: TopUpRow, { userId, currency, locale }: Payer) {
  const { amountMicros, saveCard, expiresAt } = topUp;
  return processor(topUp.processor).openTopUp({
    topUp: { id: topUp.id, requestKey: topUp.requestKey },
    userId,
    amountMicros,
    currency,
    saveCard,
    expiresAt,
    locale,
    productName: loadMessages(locale).topUp.productName,
  });
}

async function readUrl(id: bigint): Promise<{ url: string | null; sessionRef: string | null } | null> {
  const row = await db.topUp.findUnique({
    where: { id },
    select: { status: true, checkoutUrl: true, sessionRef: true },
  });
  return row && { url: row.status === 'open' ? row.checkoutUrl : null, sessionRef: row.sessionRef };
}

/** The same press, sent twice: the other request is asking right now. */
async function waitForOther(id: bigint): Promise<string | null> {
  for (const step of WAIT_STEPS_MS) {
    await pause(step);
    const row = await db.topUp.findUnique({ where: { id }, select: { status: true, checkoutUrl: true } });
    if (row?.status !== 'created') return row?.checkoutUrl ?? null;
  }
  throw new DomainError('payment_unavailable', { cause: `top-up ${id} is still being opened` });
}

/** Tidies up a page that nobody was shown; it is closed anyway at its date. */
async function closeUnused(topUp: TopUpRow, sessionRef: string): Promise<void> {
  await processor(topUp.processor)
    .closeTopUp(sessionRef)
    .catch(() => null);
}
