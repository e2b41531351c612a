'use client';

import { useEffect, useState } from 'react';
import { Button } from '../../ui/button';
import { fill, type StudioWords } from '../words';
import type { SaveStatus } from './autosave';

interface SaveStateProps {
  status: SaveStatus;
  savedAt: string;
  /** Why the last save failed, when the server said. */
  reason?: string;
  locale: string;
  onRetry: () => void;
  words: StudioWords['save'];
}

/** Whether the text is safe, in words: always in the same place. */
export function SaveState({ status, savedAt, reason, locale, onRetry, words }: SaveStateProps) {
  // The server does not know the hour of this browser: the time appears with the script.
  const [time, setTime] = useState<string | null>(null);
  useEffect(() => {
    const format = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
    setTime(format.format(new Date(savedAt)));
  }, [savedAt, locale]);
  const saved = time ? fill(words.savedAt, { time }) : words.saved;
  const text = {
    saved,
    unsaved: words.unsaved,
    saving: words.saving,
    failed: words.failed,
    conflict: words.conflict,
  };
  return (
    <p role="status" data-status={status} className="flex flex-wrap items-center gap-x-3 text-sm">
      <span className={status === 'failed' || status === 'conflict' ? 'text-red' : 'text-faint'}>
        {text[status]}
        {status === 'failed' && reason ? ` ${reason}` : null}
      </span>
      {status === 'failed' ? (
        <Button size="sm" variant="quiet" onClick={onRetry}>
          {words.retry}
        </Button>
      ) : null}
    </p>
  );
}
