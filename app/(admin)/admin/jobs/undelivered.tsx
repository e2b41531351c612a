import { getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { UtcTime } from '@/components/admin/ledger/utc-time';
import { Section } from '@/components/admin/section';
import { Badge } from '@/components/ui/badge';
import { SiteLink } from '@/components/ui/site-link';
import { listUndelivered } from '@/lib/desks/backoffice';

/** Mails that failed: what is tried again, and what was given up in the last days. */
export async function Undelivered() {
  const [t, mails] = await Promise.all([getTranslations('jobs'), listUndelivered()]);
  return (
    <Section id="mail" title={t('mail.title')}>
      <DataTable
        caption={t('mail.title')}
        rows={mails}
        rowKey={({ id }) => String(id)}
        empty={t('mail.none')}
        columns={[
          { key: 'kind', head: t('mail.kindHead'), cell: ({ kind }) => t(`mail.kind.${kind}`) },
          {
            key: 'to',
            head: t('mail.to'),
            cell: ({ userId, address }) =>
              userId === null ? (
                address
              ) : (
                <SiteLink href={`/admin/people/${userId}`} className="link">
                  {String(userId)}
                </SiteLink>
              ),
          },
          {
            key: 'state',
            head: t('mail.stateHead'),
            cell: ({ isGivenUp }) => (
              <Badge tone={isGivenUp ? 'bad' : 'copper'}>
                {t(isGivenUp ? 'mail.givenUp' : 'mail.waiting')}
              </Badge>
            ),
          },
          {
            key: 'since',
            head: t('mail.since'),
            nowrap: true,
            cell: ({ createdAt }) => <UtcTime at={createdAt} />,
          },
          {
            key: 'attempts',
            head: t('attempts'),
            right: true,
            cell: ({ attempts }) => <span className="figures">{attempts}</span>,
          },
          {
            key: 'error',
            wide: true,
            head: t('error'),
            cell: ({ lastError }) => <span className="block max-w-md break-words">{lastError}</span>,
          },
        ]}
      />
    </Section>
  );
}
