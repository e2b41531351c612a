import { getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import type { PersonCreator } from '@/lib/desks/backoffice';
import { getProofProps } from '../../../../proof-props';
import { getAdminFieldTexts } from '../../admin-texts';
import { releaseGiftsAction } from '../actions';

/** For each currency in which something is held: lets all of it be paid out, with a reason. */
export async function ReleaseGifts({ viewerId, creator }: { viewerId: bigint; creator: PersonCreator }) {
  const held = creator.balances.filter(({ heldMicros }) => heldMicros > 0n);
  if (held.length === 0) return null;
  const [t, auth, proof, fields] = await Promise.all([
    getTranslations('admin.person'),
    getTranslations('auth'),
    getProofProps(viewerId),
    getAdminFieldTexts(),
  ]);
  return held.map(({ currency, heldMicros }) => (
    <details key={currency} className="mt-4">
      <summary className="link inline text-sm">
        {t('releaseGifts')} ({currency.toUpperCase()}) …
      </summary>
      <div className="mt-3">
        <ActForm
          action={releaseGiftsAction}
          values={{ creatorId: String(creator.creatorId), currency, seenMicros: String(heldMicros) }}
          label={t('releaseGifts')}
          waitLabel={auth('wait')}
          note={{ name: 'reason', label: t('freezeReason'), hint: t('releaseGiftsHint') }}
          proof={proof}
          fields={fields}
        />
      </div>
    </details>
  ));
}
