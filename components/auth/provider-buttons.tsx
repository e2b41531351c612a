import { getTranslations } from 'next-intl/server';
import type { OauthProvider } from '@/lib/rooms/identity';
import type { FormAction } from './action-types';
import { ConfirmForm } from './confirm-form';

interface ProviderButtonsProps {
  providers: OauthProvider[];
  next: string;
  start: FormAction;
}

/** Google and GitHub, where their keys are set. */
export async function ProviderButtons({ providers, next, start }: ProviderButtonsProps) {
  if (providers.length === 0) return null;
  const t = await getTranslations('auth');
  return (
    <div className="flex flex-col gap-3">
      <p
        className={
          'flex items-center gap-3 text-faint text-sm before:h-px before:flex-1 before:bg-line ' +
          'after:h-px after:flex-1 after:bg-line'
        }
      >
        {t('or')}
      </p>
      {providers.map((provider) => (
        <ConfirmForm
          key={provider}
          action={start}
          values={{ provider, next }}
          label={t(`signIn.${provider}`)}
          pendingLabel={t('wait')}
          className="w-full"
        />
      ))}
    </div>
  );
}
