import { getTranslations } from 'next-intl/server';
import { UnlockPanel } from '@/components/article/unlock-panel';
import { OfferLines } from '@/components/media/offer-lines';
import { Notice } from '@/components/ui/notice';
import { TopUp } from '@/components/wallet/top-up';
import type { CurrencyCode } from '@/lib/core/currencies';
import { env } from '@/lib/core/env';
import { ERROR_CODES } from '@/lib/core/errors';
import { describeError } from '@/lib/entry/calls';
import type { Article } from '@/lib/rooms/catalog';
import type { Offer } from '@/lib/rooms/media';
import { createTopUpAction } from '../../../(reader)/wallet/actions';
import { unlockAction } from './unlock-action';

interface LockedProps {
  id: string;
  article: Article;
  wallet: { totalMicros: bigint; currency: CurrencyCode; status: string } | null;
  currency: string;
  locale: string;
  /** Why an unlock could not be finished on the way back from the top-up. */
  refusal: string;
  /** What is sold besides the text; null for articles. */
  offer: Offer | null;
}

/** The place of the paid text for who has no right to it. */
export async function Locked({ id, article, wallet, currency, locale, refusal, offer }: LockedProps) {
  const t = await getTranslations('articles');
  const { priceMicros } = article;
  if (priceMicros === null || !article.forSale) return <p className="mt-8 text-faint">{t('notForSale')}</p>;
  if (offer?.soldOut) return <SoldOut id={id} />;
  const held = wallet?.status === 'frozen';
  const code = held ? 'wallet_frozen' : ERROR_CODES.find((known) => known === refusal);
  return (
    <UnlockPanel
      id={id}
      item={{ ...article, priceMicros }}
      balanceMicros={wallet?.totalMicros ?? null}
      currency={currency}
      locale={locale}
      undoMinutes={env.REFUND_WINDOW_MINUTES}
      action={unlockAction}
      problem={code && code !== 'insufficient_funds' ? await describeError(code, {}) : undefined}
      offer={offer?.file || offer?.keySupply ? <OfferLines offer={offer} locale={locale} /> : undefined}
      topUp={
        wallet && !held ? (
          <TopUp
            currency={wallet.currency}
            action={createTopUpAction}
            path={`/read/${article.slug}`}
            wanted={{ itemId: article.id, seenPriceMicros: priceMicros }}
          />
        ) : null
      }
    />
  );
}

/** Said before anyone pays: there is no licence key left to give. */
async function SoldOut({ id }: { id: string }) {
  const t = await getTranslations('media.locked');
  return (
    <div id={id} tabIndex={-1} className="mt-8">
      <Notice title={t('soldOut')}>{t('soldOutText')}</Notice>
    </div>
  );
}
