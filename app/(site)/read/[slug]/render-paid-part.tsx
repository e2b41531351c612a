import 'server-only';
import { getLocale, getTranslations } from 'next-intl/server';
import type { PaidPart } from '@/components/article/paid-place';
import { DomainError } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { type Article, readingOf } from '@/lib/rooms/catalog';
import type { Viewer } from '@/lib/rooms/identity';
import { getOffer } from '@/lib/rooms/media';
import type { Bought } from '@/lib/rooms/unlocks';
import { loadParts } from './load-parts';
import { Owned } from './owned';

/**
 * What a reader has just unlocked, as the page would show it: for the answer to the unlock itself. `found`
 * may have been looked up before the unlock was done.
 */
export async function renderPaidPart(found: Article | null, viewer: Viewer, done: Bought): Promise<PaidPart> {
  // Taken back in another tab meanwhile, and withdrawn.
  if (!found) throw new DomainError('not_found');
  const { unlockId: id, priceMicros, unlockedAt: createdAt } = done;
  const article = { ...found, unlock: { id, priceMicros, createdAt } };
  const [{ rest }, offer, locale, t] = await Promise.all([
    loadParts(article, viewer.userId),
    article.kind === 'article' ? null : getOffer(article.id),
    getLocale(),
    getTranslations('unlock'),
  ]);
  const { currency } = readingOf(viewer);
  const money = (micros: bigint) => formatMoney(micros, currency, locale);
  return {
    text: (
      <Owned article={article} offer={offer} readerId={viewer.userId} currency={currency} locale={locale}>
        {rest}
      </Owned>
    ),
    said: t(article.kind === 'article' ? 'unlocked' : 'unlockedOther', {
      price: money(priceMicros),
      balance: money(done.balanceMicros),
    }),
    readerId: String(viewer.userId),
    balanceMicros: done.balanceMicros,
    at: Date.now(),
  };
}
