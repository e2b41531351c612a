'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button';

interface AskAgainProps {
  label: string;
  sure: string;
  no: string;
  /** The button that does it, shown after the second question. */
  children: ReactNode;
}

/** Asks once more, in place, before what cannot be undone. */
export function AskAgain({ label, sure, no, children }: AskAgainProps) {
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button size="sm" variant="danger" className="self-start" onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="text-sm max-sm:w-full">{sure}</p>
      {children}
      <Button size="sm" onClick={() => setAsking(false)}>
        {no}
      </Button>
    </div>
  );
}
