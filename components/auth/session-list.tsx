import { getFormatter, getTranslations } from 'next-intl/server';
import type { SessionLine } from '@/lib/rooms/identity';
import { Badge } from '../ui/badge';
import type { FormAction, Told } from './action-types';
import { ConfirmForm } from './confirm-form';

interface SessionListProps {
  sessions: SessionLine[];
  currentId: string;
  revoke: FormAction<void>;
  revokeOthers: FormAction<Told>;
}

/** Where the person is signed in, this device first. */
export async function SessionList({ sessions, currentId, revoke, revokeOthers }: SessionListProps) {
  const [t, auth, format] = await Promise.all([
    getTranslations('settings.sessions'),
    getTranslations('auth'),
    getFormatter(),
  ]);
  const here = sessions.filter((session) => session.sessionId === currentId);
  const others = sessions.filter((session) => session.sessionId !== currentId);
  const nameOf = (session: SessionLine) =>
    t('device', {
      browser: session.browser ?? t('unknownBrowser'),
      system: session.system ?? t('unknownSystem'),
    });
  return (
    <div className="flex flex-col gap-5">
      <ul className="border-line border-b">
        {[...here, ...others].map((session) => (
          <li
            key={session.sessionId}
            className={
              'flex items-center justify-between gap-4 border-line border-t py-3 ' +
              'first:border-t-0 first:pt-0'
            }
          >
            <div className="min-w-0">
              <p>{nameOf(session)}</p>
              <p className="text-faint text-sm">
                <time dateTime={session.lastSeenAt.toISOString()}>
                  {t('seen', { when: format.relativeTime(session.lastSeenAt, new Date()) })}
                </time>
                {session.address && session.address !== 'direct' ? (
                  <span className="figures">, {t('from', { address: session.address })}</span>
                ) : null}
              </p>
            </div>
            {session.sessionId === currentId ? (
              <Badge tone="copper">{t('here')}</Badge>
            ) : (
              <ConfirmForm
                action={revoke}
                values={{ sessionId: session.sessionId }}
                label={t('revoke')}
                fullLabel={t('revokeLabel', { device: nameOf(session) })}
                pendingLabel={auth('wait')}
                size="sm"
              />
            )}
          </li>
        ))}
      </ul>
      {others.length > 0 ? (
        <ConfirmForm
          action={revokeOthers}
          label={t('revokeOthers')}
          pendingLabel={auth('wait')}
          className="self-start"
        />
      ) : null}
    </div>
  );
}
