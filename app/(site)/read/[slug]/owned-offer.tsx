import { getTranslations } from 'next-intl/server';
import { ConfirmForm } from '@/components/auth/confirm-form';
import { OwnedMedia } from '@/components/media/owned-media';
import type { Article } from '@/lib/rooms/catalog';
import { findLicenceKey, type Offer, renewLink } from '@/lib/rooms/media';
import { showKeyAction } from './show-key-action';

interface OwnedOfferProps {
  article: Article;
  offer: Offer | null;
  readerId: bigint;
  locale: string;
}

/** The player, the download and the licence key of who unlocked an item; its creator sees all but a key. */
export async function OwnedOffer({ article, offer, readerId, locale }: OwnedOfferProps) {
  if (!offer || !(offer.file || offer.keySupply)) return null;
  const [link, licenceKey, t, common] = await Promise.all([
    offer.file ? renewLink(offer.file.id, readerId) : null,
    offer.keySupply && article.unlock ? findLicenceKey(article.unlock.id) : undefined,
    getTranslations('media.player'),
    getTranslations('auth'),
  ]);
  return (
    <OwnedMedia
      offer={offer}
      title={article.title}
      link={link}
      licenceKey={licenceKey}
      showKey={
        article.unlock ? (
          <ConfirmForm
            action={showKeyAction}
            values={{ unlockId: String(article.unlock.id) }}
            label={t('keyShow')}
            pendingLabel={common('wait')}
          />
        ) : null
      }
      locale={locale}
    />
  );
}
