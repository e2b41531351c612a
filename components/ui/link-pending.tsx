'use client';

import { useLinkStatus } from 'next/link';

/** Inside a <Link>: a line that shows that the page is on its way, when it takes longer than a glance. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return <span aria-hidden="true" data-pending={pending || undefined} className="link-pending" />;
}
