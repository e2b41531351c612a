import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { DataTable } from '@/components/admin/data-table';
import { daysUntil, reasonWord, statusTone, statusWord } from '@/components/admin/disputes/dispute-words';
import { FactList } from '@/components/admin/fact-list';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Badge } from '@/components/ui/badge';
import { SiteLink } from '@/components/ui/site-link';
import { readId } from '@/lib/core/ids';
import { requireAdmin } from '@/lib/entry/session';
import { MAY, may } from '@/lib/ground/policy';
import type { AdminViewer } from '@/lib/rooms/identity';
import { type DisputeView, getDispute, listHolds, takesEvidence } from '@/lib/rooms/money-back';
import { getProofProps } from '../../../../proof-props';
import { adminMetadataOf } from '../../admin-metadata';
import { getAdminFieldTexts } from '../../admin-texts';
import { freezeWalletAction, releaseWalletAction } from '../../people/actions';
import { prepareEvidenceAction, submitEvidenceAction } from '../actions';

export const generateMetadata = adminMetadataOf('disputes.one', MAY.readDisputes);

/** One dispute: its money, its deadline, and the evidence to look at and send. */
export default async function DisputePage({ params }: { params: Promise<{ id: string }> }) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/disputes/${text}`, MAY.readDisputes);
  const id = readId(text);
  const dispute = id === null ? null : await getDispute(id);
  if (!dispute) notFound();
  const [t, locale, format] = await Promise.all([getTranslations('disputes'), getLocale(), getFormatter()]);
  const { currency } = dispute;
  const feeMicros = dispute.movements.reduce((sum, movement) => sum + movement.feeMicros, 0n);
  const money = (micros: bigint, sign = false) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} sign={sign} />
  );
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const left = dispute.dueAt ? daysUntil(dispute.dueAt, new Date()) : 0;
  return (
    <>
      <PageHead
        title={t('one', { id: String(dispute.id) })}
        lead={
          <span className="flex flex-wrap items-center gap-3">
            <Badge tone={statusTone(dispute.status)}>{statusWord(t, dispute.status)}</Badge>
            {reasonWord(t, dispute.reason)}
          </span>
        }
      />
      <FactList
        facts={[
          [t('who'), <PersonLink key="who" userId={dispute.userId} email={dispute.email} />],
          [t('amount'), money(dispute.amountMicros)],
          [
            t('topUp'),
            <SiteLink
              key="top-up"
              href={`/admin/refunds/top-ups/${dispute.topUpId}`}
              className="link figures"
            >
              {String(dispute.topUpId)}
            </SiteLink>,
          ],
          [t('wallet'), t(dispute.walletStatus === 'frozen' ? 'walletFrozen' : 'walletActive')],
          [t('opened'), day(dispute.openedAt)],
          [
            t('due'),
            dispute.dueAt && takesEvidence(dispute.status)
              ? `${day(dispute.dueAt)} (${left < 0 ? t('overdue') : t('inDays', { days: left })})`
              : '–',
          ],
          [
            t('atStripe'),
            <span key="stripe" className="wrap-anywhere font-mono text-xs">
              {dispute.disputeRef} · {dispute.chargeRef}
            </span>,
          ],
        ]}
      />
      {dispute.holds && dispute.walletStatus === 'frozen' ? <Hold dispute={dispute} viewer={viewer} /> : null}
      <Section id="money" title={t('movements')}>
        <DataTable
          caption={t('movements')}
          rows={dispute.movements}
          rowKey={({ transactionRef }) => transactionRef}
          empty={t('noMovements')}
          columns={[
            { key: 'when', head: t('when'), nowrap: true, cell: ({ createdAt }) => day(createdAt) },
            {
              key: 'what',
              head: t('state'),
              cell: ({ amountMicros }) => t(amountMicros < 0n ? 'bankTook' : 'bankGave'),
            },
            {
              key: 'id',
              wide: true,
              head: t('transaction'),
              cell: ({ transactionRef }) => (
                <span className="wrap-anywhere font-mono text-xs">{transactionRef}</span>
              ),
            },
            { key: 'fee', head: t('fee'), right: true, cell: ({ feeMicros }) => money(feeMicros) },
            {
              key: 'amount',
              head: t('amount'),
              right: true,
              cell: ({ amountMicros }) => money(amountMicros, true),
            },
          ]}
        />
        {dispute.lostLotMicros + dispute.lostPlatformMicros > 0n ? (
          <div className="mt-3">
            <p className="font-[600]">{t('lossTitle')}</p>
            <p>{t.rich('lossLot', { amount: () => money(dispute.lostLotMicros) })}</p>
            <p>{t.rich('lossPlatform', { amount: () => money(dispute.lostPlatformMicros + feeMicros) })}</p>
            {feeMicros > 0n ? <p>{t.rich('lossFee', { amount: () => money(feeMicros) })}</p> : null}
          </div>
        ) : null}
      </Section>
      <Evidence dispute={dispute} viewer={viewer} />
    </>
  );
}

/** Why the wallet is on hold, what to think of, and the two decisions about it. */
async function Hold({ dispute, viewer }: { dispute: DisputeView; viewer: AdminViewer }) {
  const [t, auth, proof, fields, holds] = await Promise.all([
    getTranslations('disputes.hold'),
    getTranslations('auth'),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
    listHolds(dispute.walletId),
  ]);
  const lost = dispute.status === 'lost';
  const open = dispute.frozenByAdmin ? 'openFrozen' : 'open';
  const others = holds.filter(({ disputeId }) => disputeId !== dispute.id);
  const common = {
    values: { walletId: String(dispute.walletId) },
    waitLabel: auth('wait'),
    proof,
    fields,
  };
  return (
    <Section
      id="hold"
      title={t('title')}
      aside={
        <SiteLink href={`/admin/people/${dispute.userId}`} className="link text-xs">
          {t('person')}
        </SiteLink>
      }
    >
      <p className="mb-3 max-w-prose text-soft">{t(lost ? 'lost' : open)}</p>
      {lost ? (
        <ul className="mb-3 max-w-prose list-disc pl-5 text-soft">
          <li>{t('lostRelease')}</li>
          <li>{t('lostKeep')}</li>
        </ul>
      ) : null}
      {others.length > 0 ? (
        <div className="mb-3 max-w-prose text-soft">
          {others.map(({ disputeId }) => (
            <SiteLink key={disputeId} href={`/admin/disputes/${disputeId}`} className="link block w-fit">
              {t('seeDispute', { id: String(disputeId) })}
            </SiteLink>
          ))}
          <p>{t('releaseEnds', { count: others.length })}</p>
        </div>
      ) : null}
      {may(viewer.adminRole, 'freeze') && viewer.userId !== dispute.userId ? (
        <div className="flex flex-col gap-4">
          <ActForm
            action={releaseWalletAction}
            label={t('release')}
            note={{ name: 'reason', label: t('reason'), hint: t('releaseHint') }}
            {...common}
          />
          {lost ? (
            <details>
              <summary className="link inline text-sm">{t('keepOpen')}</summary>
              <div className="mt-3">
                <ActForm
                  action={freezeWalletAction}
                  label={t('keep')}
                  variant="danger"
                  note={{ name: 'reason', label: t('reason'), hint: t('reasonHint') }}
                  {...common}
                />
              </div>
            </details>
          ) : null}
        </div>
      ) : null}
    </Section>
  );
}

async function Evidence({ dispute, viewer }: { dispute: DisputeView; viewer: AdminViewer }) {
  const [t, format, proof, fields] = await Promise.all([
    getTranslations('disputes'),
    getFormatter(),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const open = takesEvidence(dispute.status);
  const answers = open && may(viewer.adminRole, 'answerDisputes');
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const [newest, ...older] = dispute.evidence;
  return (
    <Section id="evidence" title={t('evidence')}>
      <p className="mb-3 max-w-prose text-soft">{open ? t('evidenceLead') : t('closed')}</p>
      {newest ? (
        <ul className="mb-4 border-line border-t">
          {[newest, ...older].map((one) => (
            <li
              key={String(one.id)}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-2"
            >
              <a
                href={`/admin/disputes/${dispute.id}/evidence/${one.id}`}
                target="_blank"
                rel="noopener"
                className="link"
              >
                {t('open')}
              </a>
              <span className="text-faint">
                {t('preparedBy', { when: day(one.preparedAt), who: one.preparedBy })} ·{' '}
                {Math.ceil(one.bytes / 1024)} kB
              </span>
              {one.submittedAt ? (
                <Badge tone="good">{t('sentAt', { when: day(one.submittedAt) })}</Badge>
              ) : null}
              <blockquote className="wrap-anywhere w-full max-w-prose whitespace-pre-wrap border-line border-l-2 pl-3 text-soft">
                {one.statement}
              </blockquote>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mb-4 text-soft">{t('noEvidence')}</p>
      )}
      {answers && newest ? (
        <div className="mb-6">
          <ActForm
            action={submitEvidenceAction}
            values={{ evidenceId: String(newest.id) }}
            label={t('submit')}
            waitLabel={t('submitting')}
            variant="primary"
            proof={proof}
            fields={fields}
          />
        </div>
      ) : null}
      {answers ? (
        <ActForm
          action={prepareEvidenceAction}
          values={{ disputeId: String(dispute.id) }}
          label={t('prepare')}
          waitLabel={t('preparing')}
          note={{ name: 'statement', label: t('statement'), hint: t('statementHint') }}
          proof={proof}
          fields={fields}
        />
      ) : null}
    </Section>
  );
}
