import { getTranslations } from 'next-intl/server';
import { ActForm, type ActFormProps } from '@/components/admin/act-form';
import { getProofProps } from '../../../../proof-props';
import { getAdminFieldTexts } from '../../admin-texts';

interface FreezeFormProps {
  viewerId: bigint;
  /** Names what is frozen, for both actions. */
  values: Record<string, string>;
  frozen: boolean;
  release: { action: ActFormProps['action']; label: string };
  /** Behind a line that opens it, so that nobody freezes by a slip. */
  freeze: { action: ActFormProps['action']; label: string; open: string; hint: string };
}

/** Freezes with a reason, or releases: whichever the state asks for. */
export async function FreezeForm({ viewerId, values, frozen, release, freeze }: FreezeFormProps) {
  const [t, auth, proof, fields] = await Promise.all([
    getTranslations('admin.person'),
    getTranslations('auth'),
    getProofProps(viewerId),
    getAdminFieldTexts(),
  ]);
  const shared = { values, waitLabel: auth('wait'), proof, fields };
  return frozen ? (
    <ActForm
      key="release"
      {...shared}
      {...release}
      note={{ name: 'reason', label: t('freezeReason'), hint: t('releaseHint') }}
    />
  ) : (
    <details>
      <summary className="link inline text-sm">{freeze.open}</summary>
      <div className="mt-3">
        <ActForm
          key="freeze"
          {...shared}
          action={freeze.action}
          label={freeze.label}
          variant="danger"
          note={{ name: 'reason', label: t('freezeReason'), hint: freeze.hint }}
        />
      </div>
    </details>
  );
}
