import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTimeZone, getTranslations } from 'next-intl/server';
import { WordMark } from '@/components/brand/word-mark';
import { StatementFacts } from '@/components/payouts/statement-facts';
import { StatementItems } from '@/components/payouts/statement-items';
import { StatementLines } from '@/components/payouts/statement-lines';
import { StatementParties } from '@/components/payouts/statement-parties';
import { HelpLink } from '@/components/support/help-link';
import { buttonClass } from '@/components/ui/button-class';
import { SiteLink } from '@/components/ui/site-link';
import { PrintButton } from '@/components/wallet/print-button';
import { DomainError } from '@/lib/core/errors';
import { showZone } from '@/lib/core/time-zone-name';
import { requireCreator } from '@/lib/entry/session';
import { describeFailure, getStatement, maskTaxId, type Statement } from '@/lib/rooms/payouts';
import { readPayoutId } from './read-payout-id';

export async function generateMetadata({ params }: StatementPageProps): Promise<Metadata> {
  const t = await getTranslations('payouts.statement');
  const id = await readPayoutId(params);
  return { title: t('title', { id: String(id ?? '') }), robots: { index: false } };
}

interface StatementPageProps {
  params: Promise<{ id: string }>;
}

/** One payout: what it pays for, down to the item, for the screen and for paper. */
export default async function StatementPage({ params }: StatementPageProps) {
  const payoutId = await readPayoutId(params);
  if (payoutId === null) notFound();
  const { creatorId } = await requireCreator(`/studio/payouts/${payoutId}`);
  const [t, statement] = await Promise.all([
    getTranslations('payouts.statement'),
    findStatement(creatorId, payoutId),
  ]);
  const { payout, items, totals, tax, creator } = statement;
  return (
    <div className="max-w-[56rem]">
      <div className="mb-8 hidden print:block">
        <WordMark />
      </div>
      <p className="mb-3 text-sm print:hidden">
        <SiteLink href="/studio/payouts" className="link">
          {t('back')}
        </SiteLink>
      </p>
      <h1 className="display text-3xl print:mb-6">{t('title', { id: String(payoutId) })}</h1>
      <div className="my-6 flex flex-wrap gap-3 print:hidden">
        <a
          href={`/studio/payouts/${payoutId}/statement.pdf`}
          download
          className={buttonClass({ variant: 'primary' })}
        >
          {t('pdf')}
        </a>
        <PrintButton label={t('print')} />
      </div>
      <p className="mb-6 text-sm">
        <HelpLink about={`payout-${payoutId}`} />
      </p>
      <StatementParties creator={creator} tax={tax && { ...tax, maskedTaxId: maskTaxId(tax.taxIdLast4) }} />
      <StatementFacts
        payout={payout}
        reason={payout.failureCode === null ? null : describeFailure(payout.failureCode).reason}
      />
      <StatementLines payout={payout} totals={totals} />
      <StatementItems items={items} totals={totals} currency={payout.currency} />
      <p className="mt-8 text-faint text-sm">{t('times', { zone: showZone(await getTimeZone()) })}</p>
    </div>
  );
}

async function findStatement(creatorId: bigint, payoutId: bigint): Promise<Statement> {
  try {
    return await getStatement(creatorId, payoutId);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') notFound();
    throw error;
  }
}
