import { getTranslations } from 'next-intl/server';
import type { ButtonVariant } from '../ui/button-class';
import type { FormAction } from './action-types';
import { ConfirmForm } from './confirm-form';

/** Signing out changes something, so it is a form and not a link. For the header's menu and the settings. */
export async function SignOutForm({ action, variant }: { action: FormAction; variant?: ButtonVariant }) {
  const t = await getTranslations('auth');
  return <ConfirmForm action={action} label={t('signOut')} pendingLabel={t('wait')} variant={variant} />;
}
