import type { ReactNode } from 'react';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';

/** Asks who it is before anything is sent: the page itself is sent as it loads, too late for a redirect. */
export default async function LedgerOverviewLayout({ children }: { children: ReactNode }) {
  await requireAdmin('/admin/ledger', MAY.readLedger);
  return children;
}
