import { getFormatter, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { UtcTime } from '@/components/admin/ledger/utc-time';
import { Section } from '@/components/admin/section';
import { listJobStats } from '@/lib/desks/backoffice';

export async function Statistics() {
  const [t, format, stats] = await Promise.all([getTranslations('jobs'), getFormatter(), listJobStats()]);
  return (
    <Section id="statistics" title={t('statistics')}>
      <DataTable
        caption={t('statistics')}
        rows={stats}
        rowKey={({ task }) => task}
        empty={t('noStatistics')}
        columns={[
          { key: 'task', head: t('task'), cell: ({ task }) => task },
          { key: 'runs', head: t('runs'), right: true, cell: ({ runs }) => format.number(runs) },
          { key: 'failures', head: t('failures'), right: true, cell: (row) => format.number(row.failures) },
          { key: 'last', head: t('last'), nowrap: true, cell: (row) => <UtcTime at={row.lastEndedAt} /> },
          { key: 'took', head: t('took'), right: true, cell: ({ lastMs }) => `${format.number(lastMs)} ms` },
          {
            key: 'lastFailed',
            wide: true,
            head: t('lastFailed'),
            cell: ({ lastFailedAt, lastError }) =>
              lastFailedAt ? (
                <>
                  <UtcTime at={lastFailedAt} /> <span className="text-soft">{lastError}</span>
                </>
              ) : (
                '–'
              ),
          },
        ]}
      />
    </Section>
  );
}
