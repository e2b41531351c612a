import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { AdjustmentLink } from '@/components/admin/adjustment-link';
import { AdjustmentState } from '@/components/admin/adjustment-state';
import { type Fact, FactList } from '@/components/admin/fact-list';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { PreviewTable } from '@/components/admin/preview-table';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { readId } from '@/lib/core/ids';
import { getAdjustment, type ShownPosting, showPosting } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { may } from '@/lib/ground/policy';
import type { AdminViewer } from '@/lib/rooms/identity';
import { adminMetadataOf } from '../../admin-metadata';
import { getPreviewTexts } from '../../admin-texts';
import { Acts, type Shown } from './acts';

export const generateMetadata = adminMetadataOf('admin.adjustment.number');

/** One adjustment: what was asked for, what it posts or posted, and what can be done about it. */
export default async function AdjustmentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/adjustments/${text}`);
  const id = readId(text);
  const row = id === null ? null : await getAdjustment(id);
  if (!row) notFound();
  const [t, texts, locale, posting] = await Promise.all([
    getTranslations('admin.adjustment'),
    getPreviewTexts(),
    getLocale(),
    showPosting(row.id),
  ]);
  return (
    <>
      <PageHead
        title={t('number', { id: String(row.id) })}
        actions={<AdjustmentState status={row.status} expiresAt={row.expiresAt} />}
      />
      <div className="grid gap-x-10 gap-y-6 xl:grid-cols-2">
        <div>
          <Facts row={row} viewer={viewer} />
          <Section id="note" title={t('note')}>
            <p className="whitespace-pre-wrap break-words">{row.note}</p>
          </Section>
          {row.decisionNote ? (
            <Section id="decision" title={t('decisionNote')}>
              <p className="whitespace-pre-wrap break-words">{row.decisionNote}</p>
            </Section>
          ) : null}
        </div>
        <div>
          <PreviewTable
            locale={locale}
            data={await namePosting(posting, row)}
            texts={{
              ...texts,
              previewTitle: t(posting.isPosted ? 'wasPosted' : 'wouldPost'),
            }}
          />
          <Acts row={row} posting={posting} viewer={viewer} />
        </div>
      </div>
    </>
  );
}

async function namePosting(posting: ShownPosting, row: Shown) {
  const t = await getTranslations('admin.ledgerAccount');
  return {
    currency: row.currency,
    lines: posting.lines.map(({ account, debitMicros, creditMicros }) => ({
      account: t(account),
      debitMicros: String(debitMicros),
      creditMicros: String(creditMicros),
    })),
    balanceMicros: String(posting.balanceMicros),
    balanceAfterMicros: String(posting.balanceMicros + row.amountMicros),
    needsApproval: row.needsApproval,
  };
}

/** What was asked for, by whom, and what became of it. */
async function Facts({ row, viewer }: { row: Shown; viewer: AdminViewer }) {
  const [t, locale, format] = await Promise.all([
    getTranslations('admin.adjustment'),
    getLocale(),
    getFormatter(),
  ]);
  const when = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const reversal = row.reversals[0];
  const facts: (Fact | null)[] = [
    [t('owner'), <PersonLink key="owner" userId={row.ownerId} email={row.owner.email} />],
    [t('what'), `${t(`target.${row.target}`)} · ${t(`reason.${row.reason}`)}`],
    [
      t('amount'),
      <Money
        key="amount"
        micros={row.amountMicros}
        currency={row.currency}
        locale={locale}
        sign
        cents={false}
      />,
    ],
    [t('by'), `${row.requester.email}, ${when(row.createdAt)}`],
    row.giftExpiresAt ? [t('giftUntil'), when(row.giftExpiresAt)] : null,
    row.decider && row.decidedAt ? [t('decidedBy'), `${row.decider.email}, ${when(row.decidedAt)}`] : null,
    row.status === 'pending' ? [t('runsOut'), when(row.expiresAt)] : null,
    row.reversesId === null ? null : [t('reverses'), <AdjustmentLink key="reverses" id={row.reversesId} />],
    reversal ? [t('reversedBy'), <AdjustmentLink key="reversed" id={reversal.id} />] : null,
    [
      t('evidence'),
      row.file ? (
        may(viewer.adminRole, 'adjust') ? (
          <a key="file" href={`/admin/adjustments/${row.id}/file`} className="link wrap-anywhere">
            {row.file.name}
          </a>
        ) : (
          row.file.name
        )
      ) : (
        '–'
      ),
    ],
  ];
  return <FactList facts={facts} />;
}
