import 'server-only';
import { getLocale, getTranslations } from 'next-intl/server';
import type { PaidPart } from '@/components/article/paid-place';
import type { Viewer } from '@/lib/auth/viewer';
import { DomainError } from '@/lib/errors';
import { getArticle } from '@/lib/items/get-article';
import { readingOf } from '@/lib/items/reading-of';
import type { UnlockedItem } from '@/lib/items/unlock-item';
import { getOffer } from '@/lib/media/get-offer';
import { formatMoney } from '@/lib/money';
import { loadParts } from './load-parts';
import { Owned } from './owned';

/** What a reader has just unlocked, as the page would show it: for the answer to the unlock itself. */
export async function renderPaidPart(itemId: bigint, viewer: Viewer, done: UnlockedItem): Promise<PaidPart> {
  const reading = readingOf(viewer);
  const [article, locale, t] = await Promise.all([
    getArticle(itemId, reading),
    getLocale(),
    getTranslations('unlock'),
  ]);
  // Taken back in another tab meanwhile: the reader tries again.
  if (!article) throw new DomainError('not_found');
  const [{ rest }, offer] = await Promise.all([
    loadParts(article, viewer.userId),
    article.kind === 'article' ? null : getOffer(article.id),
  ]);
  const { currency } = reading;
  const money = (micros: bigint) => formatMoney(micros, currency, locale);
  return {
    text: (
      <Owned article={article} offer={offer} readerId={viewer.userId} currency={currency} locale={locale}>
        {rest}
      </Owned>
    ),
    said: t(article.kind === 'article' ? 'unlocked' : 'unlockedOther', {
      price: money(done.priceMicros),
      balance: money(done.balanceMicros),
    }),
    readerId: String(viewer.userId),
    balanceMicros: done.balanceMicros,
    at: Date.now(),
  };
}
