import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { FilterBar, FilterField, filterClass } from '@/components/admin/filter-bar';
import { PageHead } from '@/components/admin/page-head';
import { TableLoading } from '@/components/admin/table-loading';
import { buttonClass } from '@/components/ui/button-class';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { readDay } from '@/lib/core/read-day';
import { listActions } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { withQuery } from '../page-of';
import { Unreadable } from '../unreadable';
import { Lines, wordsOf } from './lines';
import { PATH, readFilterValues } from './read-filter';

export const generateMetadata = () => adminMetadata('admin.audit.title', MAY.readAudit);

/** Every act of an admin and every sensitive act of others: who, what, before and after, and where from. */
export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  await requireAdmin(PATH, MAY.readAudit);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { before: readId, from: readDay, until: readDay });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('admin'))('audit.title')} path={PATH} wrong={wrong} />;
  const values = readFilterValues((name) => query[name]);
  const before = readId(single(query.before));
  const [t, acts, actions] = await Promise.all([
    getTranslations('admin'),
    getTranslations('audit.act'),
    listActions(),
  ]);
  const named = actions
    .map((action) => ({ action, words: wordsOf(acts, action) }))
    .sort((a, b) => a.words.localeCompare(b.words));
  const filtered = Object.values(values).some(Boolean);
  const field = (name: 'actor' | 'subject' | 'request' | 'from' | 'until', type = 'text') => (
    <FilterField id={name} label={t(`audit.${name}`)}>
      <input
        id={name}
        name={name}
        type={type}
        defaultValue={values[name]}
        maxLength={254}
        placeholder={name === 'subject' ? 'user:12' : undefined}
        className={`${filterClass} ${type === 'date' ? '' : 'sm:w-44'}`}
      />
    </FilterField>
  );
  return (
    <>
      <PageHead
        title={t('audit.title')}
        lead={t('audit.lead')}
        actions={
          <a href={withQuery(`${PATH}/export`, values)} download className={buttonClass({ size: 'sm' })}>
            {t('audit.csv')}
          </a>
        }
      />
      <FilterBar
        action={PATH}
        label={t('filterLabel')}
        submit={t('filter')}
        clear={filtered ? t('clear') : undefined}
      >
        {field('actor')}
        <FilterField id="action" label={t('audit.action')}>
          <select id="action" name="action" defaultValue={values.action} className={filterClass}>
            <option value="">{t('audit.anyAction')}</option>
            {named.map(({ action, words }) => (
              <option key={action} value={action}>
                {words}
              </option>
            ))}
          </select>
        </FilterField>
        {field('subject')}
        {field('request')}
        {field('from', 'date')}
        {field('until', 'date')}
      </FilterBar>
      <Suspense key={withQuery(String(before), values)} fallback={<TableLoading label={t('loading')} />}>
        <Lines values={values} before={before} />
      </Suspense>
    </>
  );
}
