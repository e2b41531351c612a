import { getFormatter, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { UndoForm } from '@/components/article/undo-form';
import { SiteLink } from '@/components/ui/site-link';
import { formatMoney } from '@/lib/core/money';
import type { Article } from '@/lib/rooms/catalog';
import { findLicenceKey, type Offer } from '@/lib/rooms/media';
import { refundableUntil } from '@/lib/rooms/unlocks';
import { OwnedOffer } from './owned-offer';
import { undoUnlockAction } from './undo-action';

/** The id of the paid text's element. */
export const TEXT_ID = 'rest';

interface OwnedProps {
  article: Article;
  /** What is sold besides the text; null for articles. */
  offer: Offer | null;
  readerId: bigint;
  currency: string;
  locale: string;
  /** The paid text. */
  children: ReactNode;
}

/** The paid text, with what was paid for it and, while there is time, the way to take it back. */
export async function Owned({ article, offer, readerId, currency, locale, children }: OwnedProps) {
  const [t, articles, format] = await Promise.all([
    getTranslations('unlock'),
    getTranslations('articles'),
    getFormatter(),
  ]);
  const { unlock } = article;
  const price = unlock && formatMoney(unlock.priceMicros, currency, locale);
  const keyShown = unlock && offer?.keySupply ? (await findLicenceKey(unlock.id))?.key != null : false;
  const leftMs = unlock && !keyShown ? refundableUntil(unlock.createdAt).getTime() - Date.now() : 0;
  return (
    <>
      {unlock && price && leftMs > 0 ? (
        <UndoForm
          action={undoUnlockAction}
          unlockId={String(unlock.id)}
          leftMs={leftMs}
          strings={{
            line: t('undoLine', { price }),
            undo: t('undo'),
            pending: t('undoPending'),
            left: t('undoLeft', { minutes: '{minutes}', undo: '{undo}' }),
          }}
        />
      ) : article.own ? (
        <p className="my-5 flex flex-wrap gap-x-3 border-copper border-l-2 bg-copper-tint px-4 py-2 text-sm">
          {articles('own')}
          <SiteLink href={`/studio/items/${article.id}`} className="link">
            {articles('edit')}
          </SiteLink>
        </p>
      ) : (
        <div className="h-5" />
      )}
      <div id={TEXT_ID} tabIndex={-1} className="scroll-mt-46">
        <OwnedOffer article={article} offer={offer} readerId={readerId} locale={locale} />
        {children}
      </div>
      <p className="figures mt-12 text-faint text-sm">
        {unlock && price
          ? articles('article.unlockedOn', {
              date: format.dateTime(unlock.createdAt, { dateStyle: 'long' }),
              amount: price,
            })
          : null}{' '}
        {article.forSale || article.own ? null : articles('withdrawn')}
      </p>
    </>
  );
}
