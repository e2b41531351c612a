import { getTranslations } from 'next-intl/server';
import { Segmented } from '../../ui/segmented';

/** The three ways to look at the ledger. */
export async function LedgerViews({
  current,
  mayExport,
}: {
  current: 'accounts' | 'trial' | 'export' | null;
  mayExport: boolean;
}) {
  const t = await getTranslations('ledger.view');
  const views = [
    { key: 'accounts', href: '/admin/ledger' },
    { key: 'trial', href: '/admin/ledger/trial-balance' },
    ...(mayExport ? [{ key: 'export', href: '/admin/ledger/export' } as const] : []),
  ] as const;
  return (
    <Segmented
      label={t('label')}
      className="mb-5"
      options={views.map(({ key, href }) => ({ href, label: t(key), current: key === current }))}
    />
  );
}
