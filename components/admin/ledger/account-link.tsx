import { getTranslations } from 'next-intl/server';
import type { AccountType } from '@/lib/generated/prisma/enums';
import { SiteLink } from '../../ui/site-link';

/** An account by its number and type; leads to its transfers, at the same moment. */
export async function AccountLink({ id, type, at }: { id: bigint; type: AccountType; at?: string }) {
  const t = await getTranslations('ledger.types');
  const query = at ? `?at=${encodeURIComponent(at)}` : '';
  return (
    <SiteLink href={`/admin/ledger/accounts/${id}${query}`} className="link">
      <span className="figures">{String(id)}</span> {t(type)}
    </SiteLink>
  );
}
