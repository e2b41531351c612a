import { getFormatter, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { DataTable } from '@/components/admin/data-table';
import { describeUserAgent } from '@/lib/core/describe-user-agent';
import { listAllSessions } from '@/lib/desks/backoffice';
import { NOT_ABOVE } from '@/lib/ground/policy';
import { getProofProps } from '../../../../proof-props';
import { getAdminFieldTexts } from '../../admin-texts';
import { endSessionsAction } from '../actions';
import type { PersonViewProps } from './money-view';

/** Where they are or were signed in, and the way to end it. */
export async function SessionsView({ person, viewer }: PersonViewProps) {
  const [t, auth, sessions, proof, fields] = await Promise.all([
    getTranslations('admin.person'),
    getTranslations('auth'),
    listAllSessions(person.userId),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const mayEnd = !person.adminRole || NOT_ABOVE[viewer.adminRole].includes(person.adminRole);
  const userId = String(person.userId);
  return (
    <>
      <Sessions sessions={sessions} mayEnd={mayEnd} userId={userId} proof={proof} />
      {mayEnd && sessions.some(({ isLive }) => isLive) ? (
        <div className="mt-4">
          <ActForm
            action={endSessionsAction}
            values={{ userId }}
            label={t('endAll')}
            waitLabel={auth('wait')}
            variant="danger"
            proof={proof}
            fields={fields}
          />
        </div>
      ) : null}
    </>
  );
}

interface SessionsProps {
  sessions: Awaited<ReturnType<typeof listAllSessions>>;
  mayEnd: boolean;
  userId: string;
  proof: Awaited<ReturnType<typeof getProofProps>>;
}

async function Sessions({ sessions, mayEnd, userId, proof }: SessionsProps) {
  const [t, format, settings, auth, fields] = await Promise.all([
    getTranslations('admin.person'),
    getFormatter(),
    getTranslations('settings.sessions'),
    getTranslations('auth'),
    getAdminFieldTexts(),
  ]);
  return (
    <DataTable
      caption={t('view.sessions')}
      rows={sessions}
      rowKey={({ id }) => id}
      empty={t('noSessions')}
      columns={[
        {
          key: 'seen',
          head: t('lastSeen'),
          nowrap: true,
          cell: ({ lastSeenAt }) => format.dateTime(lastSeenAt, { dateStyle: 'medium', timeStyle: 'short' }),
        },
        {
          key: 'begun',
          head: t('begun'),
          nowrap: true,
          cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
        },
        {
          key: 'device',
          head: t('device'),
          cell: ({ userAgent }) => {
            const { browser, system } = describeUserAgent(userAgent ?? '');
            return settings('device', {
              browser: browser ?? settings('unknownBrowser'),
              system: system ?? settings('unknownSystem'),
            });
          },
        },
        {
          key: 'from',
          head: t('from'),
          cell: ({ address }) => <span className="figures wrap-anywhere">{address ?? '–'}</span>,
        },
        {
          key: 'state',
          head: t('status'),
          cell: ({ id, isLive }) =>
            isLive && mayEnd ? (
              <ActForm
                action={endSessionsAction}
                values={{ userId, sessionId: id }}
                label={t('endSession')}
                waitLabel={auth('wait')}
                proof={proof}
                fields={fields}
              />
            ) : (
              t(isLive ? 'sessionLive' : 'sessionOver')
            ),
        },
      ]}
    />
  );
}
