import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { TaxForm } from '@/components/payouts/tax-form';
import { SiteLink } from '@/components/ui/site-link';
import { requireCreator } from '@/lib/entry/session';
import { ALL_COUNTRIES, guessCountry, listCountries } from '@/lib/ground/policy';
import { getPayoutAccount, getTaxDetails, maskTaxId } from '@/lib/rooms/payouts';
import { saveTaxDetailsAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('payouts.tax'))('title'), robots: { index: false } };
}

/** What a creator's statements say about them for the tax office. */
export default async function TaxPage() {
  const { creatorId } = await requireCreator('/studio/payouts/tax');
  const [locale, t, account, tax] = await Promise.all([
    getLocale(),
    getTranslations('payouts'),
    getPayoutAccount(creatorId),
    getTaxDetails(creatorId),
  ]);
  const masked = maskTaxId(tax?.taxIdLast4 ?? null);
  const f = await getTranslations('payouts.tax.fields');
  return (
    <div className="max-w-form">
      <p className="mb-3 text-sm">
        <SiteLink href="/studio/payouts" className="link">
          {t('statement.back')}
        </SiteLink>
      </p>
      <h1 className="display mb-3 text-3xl">{t('tax.title')}</h1>
      <p className="mb-8 text-soft">{t('tax.lead')}</p>
      <TaxForm
        action={saveTaxDetailsAction}
        values={{
          legalName: tax?.legalName ?? '',
          entity: tax?.entity ?? 'individual',
          country: tax?.country ?? account.country ?? guessCountry(locale),
          address: tax?.address ?? '',
        }}
        hasTaxId={masked !== null}
        countries={listCountries(ALL_COUNTRIES, locale)}
        fields={{
          required: f('required'),
          tooLong: f('tooLong'),
          taxId: f('taxId'),
          taxIdOther: f('taxIdOther'),
          country: f('country'),
        }}
        strings={{
          legalName: t('tax.legalName'),
          legalNameHint: t('tax.legalNameHint'),
          entity: t('tax.entity'),
          individual: t('tax.individual'),
          business: t('tax.business'),
          country: t('tax.country'),
          address: t('tax.address'),
          addressHint: t('tax.addressHint'),
          taxId: t('tax.taxId'),
          taxIdHint: masked === null ? t('tax.taxIdHint') : t('tax.taxIdKept', { masked }),
          taxIdKorea: t('tax.taxIdKorea'),
          remove: t('tax.remove'),
          save: t('tax.save'),
          saving: t('tax.saving'),
          unreachable: t('tax.unreachable'),
        }}
      />
    </div>
  );
}
