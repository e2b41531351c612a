import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConfirmForm } from '@/components/auth/confirm-form';
import { WordMark } from '@/components/brand/word-mark';
import { HelpLink } from '@/components/support/help-link';
import { buttonClass } from '@/components/ui/button-class';
import { LinkButton } from '@/components/ui/link-button';
import { AutoRefresh } from '@/components/wallet/auto-refresh';
import { PrintButton } from '@/components/wallet/print-button';
import { TopUpReceipt } from '@/components/wallet/top-up-receipt';
import { TopUpState } from '@/components/wallet/top-up-state';
import { requireViewer } from '@/lib/entry/session';
import { listOwnRefunds } from '@/lib/rooms/money-back';
import { getTopUp, refreshTopUp, type TopUpView } from '@/lib/rooms/wallet';
import { answerNotFound } from '../../../../answer-not-found';
import { cancelTopUpAction } from '../../actions';
import { readTopUpId } from '../read-top-up-id';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('topUp'))('receipt.title'), robots: { index: false } };
}

interface TopUpPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ returned?: string }>;
}

/** One top-up: its receipt once it is paid, and before that how it stands and what can be done. */
export default async function TopUpPage({ params, searchParams }: TopUpPageProps) {
  const topUpId = await readTopUpId(params);
  const viewer = await requireViewer(`/wallet/top-ups/${topUpId}`);
  const own = { userId: viewer.userId, topUpId };
  await refreshTopUp(own);
  const [topUp, t, { returned }] = await Promise.all([getTopUp(own), getTranslations('topUp'), searchParams]);
  if (!topUp) return answerNotFound();
  // Back from paying, but no word of it yet.
  const checking = topUp.status === 'open' && returned !== undefined && topUp.declineReason === null;
  return (
    <div className="page max-w-[38rem] py-10 sm:py-16 print:py-0">
      <div className="mb-10 hidden print:block">
        <WordMark />
      </div>
      <TopUpState topUp={topUp} checking={checking} />
      <div className="my-8 flex flex-wrap gap-3 print:hidden">
        <NextSteps topUp={topUp} checking={checking} />
      </div>
      {topUp.status === 'paid' ? (
        <section aria-labelledby="receipt" className="mt-10">
          <h2 id="receipt" className="label mb-3">
            {t('receipt.title')}
          </h2>
          <TopUpReceipt topUp={topUp} account={viewer.email} refunds={await listOwnRefunds(own)} />
        </section>
      ) : null}
      <p className="mt-8 text-sm">
        <HelpLink about={`top_up-${topUp.id}`} />
      </p>
      {checking ? <AutoRefresh /> : null}
    </div>
  );
}

async function NextSteps({ topUp, checking }: { topUp: TopUpView; checking: boolean }) {
  const t = await getTranslations('topUp.action');
  const article = topUp.wanted ? (
    <LinkButton href={`/read/${topUp.wanted.slug}`} variant={topUp.status === 'paid' ? 'primary' : undefined}>
      {t('article', { title: topUp.wanted.title })}
    </LinkButton>
  ) : null;
  if (checking) return <LinkButton href={`/wallet/top-ups/${topUp.id}?returned=1`}>{t('check')}</LinkButton>;
  switch (topUp.status) {
    case 'open':
      return (
        <>
          {topUp.checkoutUrl ? (
            <a href={topUp.checkoutUrl} className={buttonClass({ variant: 'primary' })}>
              {t('pay')}
            </a>
          ) : null}
          <ConfirmForm
            action={cancelTopUpAction}
            values={{ topUpId: String(topUp.id) }}
            label={t('cancel')}
            pendingLabel={t('canceling')}
          />
          {article}
        </>
      );
    case 'paid':
      return (
        <>
          {article}
          <LinkButton href="/wallet">{t('wallet')}</LinkButton>
          <PrintButton label={t('print')} />
        </>
      );
    case 'processing':
      return (
        <>
          <LinkButton href="/wallet">{t('wallet')}</LinkButton>
          {article}
        </>
      );
    default:
      return (
        <>
          <LinkButton href="/wallet#top-up" variant="primary">
            {t('again')}
          </LinkButton>
          {article}
        </>
      );
  }
}
