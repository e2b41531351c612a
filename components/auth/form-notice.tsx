'use client';

import { useEffect, useRef } from 'react';
import { Notice } from '../ui/notice';

/** What went wrong with the form as a whole. Takes the focus, so a screen reader is where the news is. */
export function FormNotice({ message }: { message: string | undefined }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (message) ref.current?.focus();
  }, [message]);
  return (
    <div ref={ref} tabIndex={-1} className="empty:hidden">
      {message ? (
        <Notice tone="bad" role="alert">
          {message}
        </Notice>
      ) : null}
    </div>
  );
}
