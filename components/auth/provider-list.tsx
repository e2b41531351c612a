import { getTranslations } from 'next-intl/server';
import type { OauthProvider } from '@/lib/rooms/identity';
import type { FormAction } from './action-types';
import { ConfirmForm } from './confirm-form';

interface ProviderListProps {
  offered: OauthProvider[];
  linked: OauthProvider[];
  /** Whether another way in would remain. */
  canDisconnect: boolean;
  connect: FormAction<never>;
  disconnect: FormAction<void>;
}

/** Google and GitHub: connected or not. */
export async function ProviderList({
  offered,
  linked,
  canDisconnect,
  connect,
  disconnect,
}: ProviderListProps) {
  const [t, auth] = await Promise.all([getTranslations('settings.providers'), getTranslations('auth')]);
  return (
    <ul className="flex flex-col gap-4">
      {[...new Set([...offered, ...linked])].map((provider) => {
        const isLinked = linked.includes(provider);
        const shared = { values: { provider }, pendingLabel: auth('wait'), size: 'sm' as const };
        return (
          <li key={provider} className="flex items-center justify-between gap-4">
            <div>
              <p>{t(provider)}</p>
              {isLinked ? (
                <p className="text-faint text-sm">{canDisconnect ? t('connected') : t('keepOne')}</p>
              ) : null}
            </div>
            {isLinked && canDisconnect ? (
              <ConfirmForm
                {...shared}
                action={disconnect}
                label={t('disconnect')}
                fullLabel={t('disconnectLabel', { provider: t(provider) })}
              />
            ) : null}
            {isLinked ? null : (
              <ConfirmForm
                {...shared}
                action={connect}
                label={t('connect')}
                fullLabel={t('connectLabel', { provider: t(provider) })}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
