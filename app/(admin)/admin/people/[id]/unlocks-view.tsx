import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { Money } from '@/components/money';
import { SiteLink } from '@/components/ui/site-link';
import { readId } from '@/lib/core/ids';
import { LIST_PAGE, listUnlocks } from '@/lib/desks/backoffice';
import { may } from '@/lib/ground/policy';
import { pageOf } from '../../page-of';
import type { PersonViewProps } from './money-view';
import { Older } from './older';

/** What they unlocked, also what was taken back. */
export async function UnlocksView({ person, viewer, path, before }: PersonViewProps) {
  const [t, locale, format, rows] = await Promise.all([
    getTranslations('admin.person'),
    getLocale(),
    getFormatter(),
    listUnlocks(person.userId, readId(before)),
  ]);
  const { shown, last } = pageOf(rows, LIST_PAGE);
  return (
    <>
      <DataTable
        caption={t('view.unlocks')}
        rows={shown}
        rowKey={({ id }) => String(id)}
        empty={t('noUnlocks')}
        columns={[
          {
            key: 'at',
            head: t('when'),
            nowrap: true,
            cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'medium' }),
          },
          {
            key: 'item',
            wide: true,
            head: t('item'),
            cell: ({ slug, language, title, creator }) => (
              <>
                <SiteLink href={`/read/${slug}`} lang={language} className="link">
                  {title}
                </SiteLink>{' '}
                <span className="text-faint">{creator}</span>
              </>
            ),
          },
          {
            key: 'state',
            head: t('status'),
            cell: ({ refundedAt }) =>
              refundedAt
                ? t('takenBack', { when: format.dateTime(refundedAt, { dateStyle: 'medium' }) })
                : t('owned'),
          },
          {
            key: 'id',
            head: t('id'),
            right: true,
            cell: ({ id }) =>
              may(viewer.adminRole, 'reverseUnlocks') ? (
                <SiteLink href={`/admin/refunds/unlocks/${id}`} className="link figures">
                  {String(id)}
                </SiteLink>
              ) : (
                <span className="figures">{String(id)}</span>
              ),
          },
          {
            key: 'price',
            head: t('amount'),
            right: true,
            cell: ({ priceMicros, currency }) => (
              <Money micros={priceMicros} currency={currency} locale={locale} cents={false} />
            ),
          },
        ]}
      />
      <Older path={path} view="unlocks" before={before} next={last ? String(last.id) : null} />
    </>
  );
}
