import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { limitSource } from '@/lib/core/http/client-address';
import type { Locale } from '@/lib/core/i18n/locales';
import { findReplay } from '@/lib/core/idempotency';
import { countAttempt } from '@/lib/core/rate-limit';
import { HOUR_SECONDS } from '@/lib/core/time';
import { onSale } from '@/lib/rooms/catalog';
import { cancelTopUp } from './cancel-top-up';
import { checkBalanceCap, checkTopUpAmount } from './check-top-up-amount';
import { refuseWhilePaused } from './count-decline';
import { getOrOpenWallet } from './get-or-open-wallet';
import { openCheckout } from './open-checkout';
import { keyedTopUp, type NewTopUp, type TopUpRow, writeTopUp } from './write-top-up';

export interface CreateTopUpInput {
  userId: bigint;
  /** A UUID that the form made: the same press twice is the same top-up. */
  requestKey: string;
  /** As the person typed it: "10", "12.50", "₩5,000". */
  amount: string;
  saveCard: boolean;
  /** What the reader wanted to unlock when the money ran out, and the price that was seen. */
  wanted: { itemId: bigint; priceMicros: bigint } | null;
  locale: Locale;
  /** From where; counted over all accounts. */
  address?: string;
}

export interface CreatedTopUp {
  topUpId: bigint;
  /** Where to send the reader: Stripe's page, or our own page of a top-up that is already finished. */
  url: string;
}

// Against card testing: more pages in this time than a person needs.
const PAGES_PER_HOUR = 12;
const PAGES_PER_HOUR_AND_SOURCE = 40;
const MAX_TRIES = 3;

/**
 * Starts a top-up and opens its Checkout page. Safe to repeat with the same key and input; the same key with
 * other input is `invalid_input`. A page that the reader left open before is closed. Throws
 * `amount_out_of_range`, `balance_cap_reached`, `wallet_frozen`, `not_found` (unknown wanted item),
 * `too_many_requests`, and `payment_unavailable`, after which the row stays and the same key may try again.
 */
export async function createTopUp(input: CreateTopUpInput): Promise<CreatedTopUp> {
  const { userId, requestKey, saveCard, wanted, locale } = input;
  const { walletId, currency } = await getOrOpenWallet(userId);
  const amountMicros = checkTopUpAmount(input.amount, currency, locale);
  const row: NewTopUp = { walletId, requestKey, amountMicros, saveCard, wanted };
  const topUp =
    (await findReplay(db, keyedTopUp(row))) ??
    (await write(row, input, (held) => checkBalanceCap(held, amountMicros, currency, locale)));
  const ownPage = `/wallet/top-ups/${topUp.id}`;
  if (topUp.status === 'open' && topUp.checkoutUrl) return { topUpId: topUp.id, url: topUp.checkoutUrl };
  if (topUp.status !== 'created') return { topUpId: topUp.id, url: ownPage };
  const url = await openCheckout(topUp, { userId, currency, locale });
  return { topUpId: topUp.id, url: url ?? ownPage };
}

async function write(
  row: NewTopUp,
  { userId, address }: CreateTopUpInput,
  checkRoom: (heldMicros: bigint) => void,
): Promise<TopUpRow> {
  if (row.wanted) await checkItem(row.wanted.itemId);
  await countAttempt({ key: `top-up:user:${userId}`, limit: PAGES_PER_HOUR, windowSeconds: HOUR_SECONDS });
  if (address)
    await countAttempt({
      key: `top-up:address:${limitSource(address)}`,
      limit: PAGES_PER_HOUR_AND_SOURCE,
      windowSeconds: HOUR_SECONDS,
    });
  await refuseWhilePaused(userId);
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const written = await writeTopUp(row, checkRoom);
    if ('topUp' in written) return written.topUp;
    for (const topUpId of written.inTheWay) await cancelTopUp({ userId, topUpId });
  }
  throw new DomainError('busy');
}

/** What is not for sale is as unknown here as anywhere: the top-up's page names the item. */
async function checkItem(itemId: bigint): Promise<void> {
  const item = await db.item.findFirst({ where: { id: itemId, ...onSale() }, select: { id: true } });
  if (!item) throw new DomainError('not_found');
}
