import { getLocale, getTranslations } from 'next-intl/server';
import type { TaxDetails } from '@/lib/rooms/payouts';
import { SiteLink } from '../ui/site-link';

interface StatementPartiesProps {
  creator: { name: string; handle: string };
  tax: (TaxDetails & { maskedTaxId: string | null }) | null;
}

/** Who pays whom, as the tax office wants to read it. */
export async function StatementParties({ creator, tax }: StatementPartiesProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('payouts.statement')]);
  const country = tax && new Intl.DisplayNames(locale, { type: 'region' }).of(tax.country.toUpperCase());
  return (
    <div className="mb-8 flex flex-col gap-6 text-sm">
      <dl className="grid gap-6 sm:grid-cols-2 print:grid-cols-2">
        <div>
          <dt className="label">{t('from')}</dt>
          <dd className="mt-1 font-[560]">{t('platform')}</dd>
        </div>
        <div>
          <dt className="label">{t('to')}</dt>
          <dd className="mt-1">
            <span className="block break-words font-[560]">{tax?.legalName ?? creator.name}</span>
            {tax ? (
              <>
                <span className="block whitespace-pre-line break-words">{tax.address}</span>
                <span className="block">{country}</span>
                <span className="block">{t(tax.entity)}</span>
                {tax.maskedTaxId ? (
                  <span className="figures block">
                    {t('taxId')} {tax.maskedTaxId}
                  </span>
                ) : null}
              </>
            ) : (
              <span className="block text-soft">@{creator.handle}</span>
            )}
            <SiteLink href="/studio/payouts/tax" className="link mt-2 inline-block print:hidden">
              {t(tax ? 'taxEdit' : 'taxAdd')}
            </SiteLink>
          </dd>
        </div>
      </dl>
      {tax ? null : <p className="text-faint print:hidden">{t('taxMissing')}</p>}
    </div>
  );
}
