import { getTranslations } from 'next-intl/server';
import { SettingsSection } from '@/components/auth/settings-section';
import { MailPreferencesForm } from '@/components/payouts/mail-preferences-form';
import { Notice } from '@/components/ui/notice';
import { getMailPreferences } from '@/lib/desks/notify';
import { getCreatorViewer } from '@/lib/entry/session';
import { saveMailPreferencesAction } from './mail-actions';

const KINDS = ['first_earnings', 'weekly_summary', 'payout_sent', 'payout_failed'] as const;

/** Which mail a creator gets; nothing for anyone who publishes nothing. */
export async function MailSection({ emailVerified }: { emailVerified: boolean }) {
  const creator = await getCreatorViewer();
  if (!creator) return null;
  const [t, wanted] = await Promise.all([getTranslations('creatorMail'), getMailPreferences(creator.userId)]);
  return (
    <SettingsSection id="mail" title={t('settings.title')} lead={t('settings.lead')}>
      <div id="mail" className="flex scroll-mt-24 flex-col gap-5">
        {emailVerified ? null : <Notice>{t('settings.unverified')}</Notice>}
        <MailPreferencesForm
          action={saveMailPreferencesAction}
          kinds={KINDS.map((kind) => ({
            kind,
            label: t(`kinds.${kind}`),
            hint: t(`kindHints.${kind}`),
            wanted: kind === 'payout_failed' || wanted[kind],
            necessary: kind === 'payout_failed',
          }))}
          strings={{
            necessary: t('settings.necessary'),
            save: t('settings.save'),
            saving: t('settings.saving'),
            unreachable: t('settings.unreachable'),
          }}
        />
      </div>
    </SettingsSection>
  );
}
