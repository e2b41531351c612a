import { getTranslations } from 'next-intl/server';
import type { ButtonVariant } from '../ui/button-class';
import type { FormAction } from './action-types';
import { ConfirmForm } from './confirm-form';

/** Signing out changes something, so it is a form and not a link. For the header's menu and the settings. */
export async function SignOutForm(props: {
  action: FormAction;
  variant?: ButtonVariant;
  className?: string;
}) {
  const t = await getTranslations('auth');
  return <ConfirmForm {...props} label={t('signOut')} pendingLabel={t('wait')} />;
}
