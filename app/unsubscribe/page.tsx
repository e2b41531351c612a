import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { getMailPreferences, readUnsubscribeToken } from '@/lib/desks/notify';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('creatorMail.unsubscribe');
  // The address holds a token: no other site is told about it.
  return { title: t('title'), robots: { index: false }, referrer: 'no-referrer' };
}

interface UnsubscribePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where the link in a mail leads. Opening it changes nothing (mail programs do it too); the button does. */
export default async function UnsubscribePage({ searchParams }: UnsubscribePageProps) {
  const [t, { token, done }] = await Promise.all([getTranslations('creatorMail'), searchParams]);
  const subscription = typeof token === 'string' ? readUnsubscribeToken(token) : null;
  const settingsAs = (variant: 'quiet' | 'secondary') => (
    <LinkButton href="/settings#mail" variant={variant}>
      {t('unsubscribe.settings')}
    </LinkButton>
  );
  if (!subscription || typeof token !== 'string')
    return (
      <Sheet title={t('unsubscribe.bad')} text={t('unsubscribe.badText')}>
        {settingsAs('secondary')}
      </Sheet>
    );
  const kind = t(`kinds.${subscription.kind}`);
  const isWanted = (await getMailPreferences(subscription.userId))[subscription.kind];
  const action = `/unsubscribe/${token}`;
  if (!isWanted)
    return (
      <Sheet title={t('unsubscribe.stopped')} text={t('unsubscribe.stoppedText', { kind })}>
        <form method="post" action={action}>
          <Button type="submit" name="again" value="yes">
            {t('unsubscribe.resumeButton')}
          </Button>
        </form>
        {settingsAs('quiet')}
      </Sheet>
    );
  if (done === 'again')
    return (
      <Sheet title={t('unsubscribe.resumed')} text={t('unsubscribe.resumedText', { kind })}>
        {settingsAs('secondary')}
      </Sheet>
    );
  return (
    <Sheet title={t('unsubscribe.stop', { kind })} text={t('unsubscribe.stopText')}>
      <form method="post" action={action}>
        <Button type="submit" variant="primary">
          {t('unsubscribe.stopButton')}
        </Button>
      </form>
      {settingsAs('quiet')}
    </Sheet>
  );
}

function Sheet({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="page max-w-[38rem] py-16">
      <h1 className="display mb-3 text-3xl">{title}</h1>
      <p className="mb-6 text-soft">{text}</p>
      <div className="flex flex-wrap items-center gap-3">{children}</div>
    </div>
  );
}
