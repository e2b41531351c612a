import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { CodeForm } from '@/components/auth/code-form';
import { ConfirmForm } from '@/components/auth/confirm-form';
import { getFieldTexts } from '@/components/auth/form-texts';
import { env } from '@/lib/core/env';
import { getAuthRequest, getViewer } from '@/lib/entry/session';
import { awaitsSecondFactor, readNext, withNext } from '@/lib/rooms/identity';
import { enterCodeAction, signOutAction } from '../../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('code.title'), robots: { index: false } };
}

interface CodePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The second step of a sign-in. */
export default async function CodePage({ searchParams }: CodePageProps) {
  const next = readNext(await searchParams, env.NEXTAUTH_URL);
  if (await getViewer()) redirect(next);
  if (!(await awaitsSecondFactor((await getAuthRequest()).sessionId))) redirect(withNext('/sign-in', next));
  const [t, fields] = await Promise.all([getTranslations('auth'), getFieldTexts()]);
  return (
    <AuthPage
      title={t('code.title')}
      lead={t('code.lead')}
      foot={
        <ConfirmForm
          action={signOutAction}
          label={t('code.startOver')}
          pendingLabel={t('wait')}
          variant="quiet"
          size="sm"
          className="-ml-3 self-start"
        />
      }
    >
      <CodeForm
        next={next}
        action={enterCodeAction}
        fields={fields}
        texts={{ label: t('code.label'), hint: t('code.hint'), submit: t('code.submit'), wait: t('wait') }}
      />
    </AuthPage>
  );
}
