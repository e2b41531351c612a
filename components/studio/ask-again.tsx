'use client';

import { useState } from 'react';
import { Button } from '../../ui/button';
import type { StudioWords } from '../words';

interface DeleteDraftProps {
  pending: boolean;
  onDelete: () => void;
  words: StudioWords['remove'];
}

/** Asks once more, in place: a draft that is gone is gone. */
export function DeleteDraft({ pending, onDelete, words }: DeleteDraftProps) {
  const [asking, setAsking] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-3 border-line border-t pt-6">
      {asking ? (
        <>
          <p className="text-sm">{words.sure}</p>
          <Button size="sm" variant="danger" onClick={onDelete}>
            {pending ? words.wait : words.yes}
          </Button>
          <Button size="sm" onClick={() => setAsking(false)}>
            {words.no}
          </Button>
        </>
      ) : (
        <Button size="sm" variant="danger" onClick={() => setAsking(true)}>
          {words.label}
        </Button>
      )}
    </div>
  );
}
