import { getLocale, getTranslations } from 'next-intl/server';
import type { PayoutAccountStatus } from '@/lib/generated/prisma/enums';
import type { Requirement } from '@/lib/rooms/payouts';
import { Badge } from '../ui/badge';
import { buttonClass } from '../ui/button-class';
import { Panel } from '../ui/panel';
import { OnboardingForm } from './onboarding-form';
import type { FormAction } from './use-sent-form';

interface AccountPanelProps {
  status: PayoutAccountStatus;
  /** Its bank would not take the last payout. */
  bankFailed: boolean;
  requirements: Requirement[];
  /** Where the creator is paid, once chosen. */
  country: string | null;
  countries: { code: string; name: string }[];
  guess: string;
  action: FormAction<{ url: string }>;
}

const TONES = {
  not_started: 'plain',
  requirements_due: 'copper',
  in_review: 'copper',
  verified: 'good',
  rejected: 'bad',
} as const;

/** How Stripe sees the creator, and the one step that comes next. */
export async function AccountPanel(props: AccountPanelProps) {
  const { status, bankFailed, requirements, country } = props;
  const needsBank = status === 'verified' && bankFailed;
  const [locale, t] = await Promise.all([getLocale(), getTranslations('payouts')]);
  const countryName = country
    ? new Intl.DisplayNames(locale, { type: 'region' }).of(country.toUpperCase())
    : null;
  return (
    <Panel>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 id="payout-account" className="display text-xl">
          {t('account.title')}
        </h2>
        <Badge tone={needsBank ? 'bad' : TONES[status]}>
          {t(needsBank ? 'account.bankState' : `account.state.${status}`)}
        </Badge>
      </div>
      {status === 'requirements_due' && requirements.length === 0 ? (
        <p className="text-sm text-soft">{t('account.requirementsUnknown')}</p>
      ) : (
        <p className="text-sm text-soft">
          {needsBank ? t('account.bank') : t(`account.${status}`, { country: countryName ?? '' })}
        </p>
      )}
      {status === 'requirements_due' ? (
        <ul className="mt-2 list-disc pl-5 text-sm">
          {requirements.map((one) => (
            <li key={one}>{t(`requirement.${one}`)}</li>
          ))}
        </ul>
      ) : null}
      <div className="mt-5">
        <NextStep {...props} />
      </div>
    </Panel>
  );
}

async function NextStep({ status, bankFailed, country, countries, guess, action }: AccountPanelProps) {
  const t = await getTranslations('payouts.account');
  if (status === 'in_review') {
    return (
      <a href="/api/stripe/onboarding/return" className={buttonClass({})}>
        {t('look')}
      </a>
    );
  }
  if (status === 'rejected') {
    return (
      <a href="https://support.stripe.com/" rel="noreferrer" className="link text-sm">
        {t('support')}
      </a>
    );
  }
  const isNew = status === 'not_started';
  return (
    <OnboardingForm
      action={action}
      variant={status === 'verified' && !bankFailed ? 'secondary' : 'primary'}
      countries={isNew ? countries : undefined}
      chosen={country ?? guess}
      strings={{
        submit: t(isNew ? 'start' : status === 'verified' ? 'update' : 'continue'),
        pending: t('opening'),
        unreachable: t('unavailable'),
        country: t('country'),
        countryHint: t('countryHint'),
        entity: t('entity'),
        individual: t('individual'),
        company: t('company'),
        refused: t('refused'),
      }}
    />
  );
}
