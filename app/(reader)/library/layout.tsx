import type { ReactNode } from 'react';
import { requireViewer } from '@/lib/auth/session';

/** Asks who it is before anything is sent: the page itself is sent as it loads, too late for a real redirect. */
export default async function LibraryLayout({ children }: { children: ReactNode }) {
  await requireViewer('/library');
  return children;
}
