import { getFormatter, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { Section } from '@/components/admin/section';
import { Badge } from '@/components/ui/badge';
import { may } from '@/lib/ground/policy';
import type { AdminViewer } from '@/lib/rooms/identity';
import { type DisputeView, takesEvidence } from '@/lib/rooms/money-back';
import { getProofProps } from '../../../../proof-props';
import { getAdminFieldTexts } from '../../admin-texts';
import { prepareEvidenceAction, submitEvidenceAction } from '../actions';

export async function Evidence({ dispute, viewer }: { dispute: DisputeView; viewer: AdminViewer }) {
  const [t, proof, fields] = await Promise.all([
    getTranslations('disputes'),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const open = takesEvidence(dispute.status);
  const answers = open && may(viewer.adminRole, 'answerDisputes');
  const [newest, ...older] = dispute.evidence;
  return (
    <Section id="evidence" title={t('evidence')}>
      <p className="mb-3 max-w-prose text-soft">{open ? t('evidenceLead') : t('closed')}</p>
      {newest ? (
        <ul className="mb-4 border-line border-t">
          {[newest, ...older].map((one) => (
            <EvidenceLine key={String(one.id)} one={one} dispute={dispute} />
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

async function EvidenceLine({
  one,
  dispute,
}: {
  one: DisputeView['evidence'][number];
  dispute: DisputeView;
}) {
  const [t, format] = await Promise.all([getTranslations('disputes'), getFormatter()]);
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const kilobytes = Math.ceil(one.bytes / 1024);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-2">
      <a
        href={`/admin/disputes/${dispute.id}/evidence/${one.id}`}
        target="_blank"
        rel="noopener"
        className="link"
      >
        {t('open')}
      </a>
      <span className="text-faint">
        {t('preparedBy', { when: day(one.preparedAt), who: one.preparedBy })} · {kilobytes} kB
      </span>
      {one.submittedAt ? <Badge tone="good">{t('sentAt', { when: day(one.submittedAt) })}</Badge> : null}
      <blockquote
        className={
          'wrap-anywhere w-full max-w-prose whitespace-pre-wrap border-line ' + 'border-l-2 pl-3 text-soft'
        }
      >
        {one.statement}
      </blockquote>
    </li>
  );
}
