import type { ReactNode } from 'react';
import { MAY } from '@/lib/admin/permissions';
import { requireAdmin } from '@/lib/auth/admin-viewer';

/** Asks who it is before anything is sent: the page itself is sent as it loads, too late for a real redirect. */
export default async function LedgerOverviewLayout({ children }: { children: ReactNode }) {
  await requireAdmin('/admin/ledger', MAY.readLedger);
  return children;
}
