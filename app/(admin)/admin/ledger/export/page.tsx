import { getTranslations } from 'next-intl/server';
import { FilterField, filterClass } from '@/components/admin/filter-bar';
import { LedgerFields } from '@/components/admin/ledger/ledger-fields';
import { LedgerViews } from '@/components/admin/ledger/ledger-views';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { buttonClass } from '@/components/ui/button-class';
import { SiteLink } from '@/components/ui/site-link';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { readFilters, readMoment } from '@/lib/desks/backoffice/browser';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../../search-params';
import { adminMetadata } from '../../admin-metadata';
import { Unreadable } from '../../unreadable';

export const generateMetadata = () => adminMetadata('ledger.export.title', MAY.exportLedger);

const PATH = '/admin/ledger/export';

/** The ledger as files. */
export default async function ExportPage({ searchParams }: { searchParams: SearchParams }) {
  await requireAdmin(PATH, MAY.exportLedger);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { account: readId, from: readMoment, at: readMoment });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('ledger'))('export.title')} path={PATH} wrong={wrong} />;
  const t = await getTranslations('ledger');
  const filters = readFilters((name) => single(query[name]));
  const account = readId(single(query.account));
  const row = 'flex flex-wrap items-end gap-3';
  return (
    <>
      <PageHead title={t('export.title')} lead={t('export.lead')} />
      <LedgerViews current="export" mayExport />
      <Section id="csv" title={t('export.csv')}>
        <p className="mb-3 max-w-prose text-soft">{t('export.csvText')}</p>
        {account ? (
          <p className="mb-3">
            {t('export.accountOnly', { id: String(account) })}{' '}
            <SiteLink href={PATH} className="link">
              {t('export.allAccounts')}
            </SiteLink>
          </p>
        ) : null}
        <form action={`${PATH}/transfers.csv`} className={row}>
          {account ? <input type="hidden" name="account" value={String(account)} /> : null}
          <LedgerFields filters={filters} show={['type', 'currency', 'kind', 'from', 'until']} />
          <button type="submit" className={buttonClass({ size: 'sm' })}>
            {t('export.download')}
          </button>
        </form>
      </Section>
      <Section id="journal" title={t('export.journal')}>
        <p className="mb-3 max-w-prose text-soft">{t('export.journalText')}</p>
        <form action={`${PATH}/journal`} className={row}>
          <FilterField id="format" label={t('export.format')}>
            <select id="format" name="format" className={filterClass}>
              <option value="hledger">hledger</option>
              <option value="beancount">beancount</option>
            </select>
          </FilterField>
          <FilterField id="journal-from" wide label={t('from')}>
            <input id="journal-from" name="from" type="datetime-local" step="1" className={filterClass} />
          </FilterField>
          <FilterField id="journal-at" wide label={t('until')}>
            <input id="journal-at" name="at" type="datetime-local" step="1" className={filterClass} />
          </FilterField>
          <button type="submit" className={buttonClass({ size: 'sm' })}>
            {t('export.download')}
          </button>
        </form>
      </Section>
    </>
  );
}
