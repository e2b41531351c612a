'use client';

import { useEffect, useState } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { fill, type StudioWords } from '../words';
import { type Backup, forgetBackup, readBackup } from './backup';
import type { DraftFields, EditorDraft } from './types';

interface BackupNoticeProps {
  draft: EditorDraft;
  onRestore: (fields: DraftFields) => void;
  locale: string;
  words: StudioWords['backup'];
}

/** Offers what an earlier visit could not save, once, before anything is written over it. */
export function BackupNotice({ draft, onRestore, locale, words }: BackupNoticeProps) {
  const [backup, setBackup] = useState<Backup | null>(null);
  // Only what was left over when the editor opened: later ones are the editor's own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => setBackup(readBackup(draft.itemId, draft.fields)), [draft.itemId]);
  if (!backup) return null;
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(backup.at);
  return (
    <Notice title={words.title}>
      <p>{fill(words.text, { time })}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          size="sm"
          onClick={() => {
            onRestore(backup.fields);
            setBackup(null);
          }}
        >
          {words.restore}
        </Button>
        <Button
          size="sm"
          variant="quiet"
          onClick={() => {
            forgetBackup(draft.itemId);
            setBackup(null);
          }}
        >
          {words.discard}
        </Button>
      </div>
    </Notice>
  );
}
