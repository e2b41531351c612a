import { getTranslations } from 'next-intl/server';
import type { Offer } from '@/lib/rooms/media';
import { offerDetails } from './offer-details';

/** What an unlock brings: length, format and size of the file, and the licence key. */
export async function OfferLines({ offer, locale }: { offer: Offer; locale: string }) {
  const t = await getTranslations('media.locked');
  const { kind, file, keySupply } = offer;
  return (
    <>
      {file && kind !== 'article' ? (
        <span className="block">{t(kind, { details: offerDetails(file, locale) })}</span>
      ) : null}
      {keySupply ? <span className="block">{t('key')}</span> : null}
    </>
  );
}
