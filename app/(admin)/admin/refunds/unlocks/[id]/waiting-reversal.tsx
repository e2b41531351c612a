import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { FactList } from '@/components/admin/fact-list';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import type { AdminViewer } from '@/lib/rooms/identity';
import type { getReversal } from '@/lib/rooms/money-back';
import { getProofProps } from '../../../../../proof-props';
import { getAdminFieldTexts } from '../../../admin-texts';
import { approveReversalAction, rejectReversalAction } from '../../actions';
import { Postings } from './postings';

type Request = NonNullable<NonNullable<Awaited<ReturnType<typeof getReversal>>>['request']>;

/** What was asked for, and what this admin may say to it. */
export async function WaitingReversal({ request, viewer }: { request: Request; viewer: AdminViewer }) {
  const [t, locale, format, proof, fields] = await Promise.all([
    getTranslations('refunds.reverse'),
    getLocale(),
    getFormatter(),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const own = request.requesterId === viewer.userId;
  const when = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const requestId = String(request.requestId);
  const common = { waitLabel: t('wait'), proof, fields };
  return (
    <Section id="waiting" title={t('waiting.title')}>
      <FactList
        facts={[
          [t('waiting.payer'), t(`sources.${request.source}`)],
          [
            t('waiting.loss'),
            <Money key="loss" micros={request.lossMicros} currency={request.currency} locale={locale} />,
          ],
          [t('waiting.by'), `${request.requester}, ${when(request.createdAt)}`],
          [t('waiting.runsOut'), when(request.expiresAt)],
          [t('waiting.note'), request.note],
        ]}
      />
      <Postings unlockId={request.unlockId} source={request.source} />
      <div className="flex flex-col gap-5">
        {own ? (
          <p className="text-soft">{t('waiting.own')}</p>
        ) : (
          <ActForm
            action={approveReversalAction}
            values={{ unlockId: String(request.unlockId), requestId }}
            label={t('waiting.approve')}
            variant="primary"
            {...common}
          />
        )}
        <ActForm
          action={rejectReversalAction}
          values={{ requestId }}
          label={t(own ? 'waiting.withdraw' : 'waiting.reject')}
          variant="danger"
          note={{ name: 'reason', label: t('waiting.reason') }}
          {...common}
        />
      </div>
    </Section>
  );
}
