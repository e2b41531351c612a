import type { ReactNode } from 'react';
import { SiteFrame } from '../site-frame';

export default function AdminGroupLayout({ children }: { children: ReactNode }) {
  // Tables need more room than reading does; header and footer go along, so that all edges meet.
  return (
    <div className="[--container-page:97rem]">
      <SiteFrame search={false}>{children}</SiteFrame>
    </div>
  );
}
