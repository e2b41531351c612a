'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { TIME_ZONE_COOKIE } from '@/lib/core/time-zone';

// In seconds. Written out: on every page, lib/core/time would be weight for one number.
const A_YEAR = 31_536_000;

interface KeepTimeZoneProps {
  /** The zone that this page's dates are in. */
  shown: string;
  /** The zone the account knows, or null. Undefined: not signed in, and pages are the same for everyone. */
  kept?: string | null;
}

/** Tells the server the browser's time zone, and brings the page's dates into it if they are in another. */
export function KeepTimeZone({ shown, kept }: KeepTimeZoneProps) {
  const { refresh } = useRouter();
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const secure = location.protocol === 'https:' ? '; secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
    document.cookie = `${TIME_ZONE_COOKIE}=${timeZone}; path=/; max-age=${A_YEAR}; samesite=lax${secure}`;
    if (kept === undefined) return;
    if (kept !== timeZone) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ timeZone });
      void fetch('/api/time-zone', { method: 'PUT', headers, body }).catch(() => null);
    }
    if (shown !== timeZone) refresh();
  }, [shown, kept, refresh]);
  return null;
}
