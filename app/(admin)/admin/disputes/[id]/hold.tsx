import { getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { Section } from '@/components/admin/section';
import { SiteLink } from '@/components/ui/site-link';
import { may } from '@/lib/ground/policy';
import type { AdminViewer } from '@/lib/rooms/identity';
import { type DisputeView, listHolds } from '@/lib/rooms/money-back';
import { getProofProps } from '../../../../proof-props';
import { getAdminFieldTexts } from '../../admin-texts';
import { freezeWalletAction, releaseWalletAction } from '../../people/actions';

/** Why the wallet is on hold, what to think of, and the two decisions about it. */
export async function Hold({ dispute, viewer }: { dispute: DisputeView; viewer: AdminViewer }) {
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
      <OtherHolds others={others} />
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

async function OtherHolds({ others }: { others: { disputeId: bigint }[] }) {
  if (others.length === 0) return null;
  const t = await getTranslations('disputes.hold');
  return (
    <div className="mb-3 max-w-prose text-soft">
      {others.map(({ disputeId }) => (
        <SiteLink key={disputeId} href={`/admin/disputes/${disputeId}`} className="link block w-fit">
          {t('seeDispute', { id: String(disputeId) })}
        </SiteLink>
      ))}
      <p>{t('releaseEnds', { count: others.length })}</p>
    </div>
  );
}
