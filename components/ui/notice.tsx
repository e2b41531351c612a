import type { ReactNode } from 'react';
import { cn } from './cn';

type Tone = 'plain' | 'good' | 'bad';

const tones: Record<Tone, string> = {
  plain: 'border-copper bg-copper-tint',
  good: 'border-green bg-green-tint',
  bad: 'border-red bg-red-tint',
};

interface NoticeProps {
  tone?: Tone;
  title?: ReactNode;
  /** Announce it when it appears: "status" waits for a pause, "alert" does not. */
  role?: 'status' | 'alert';
  className?: string;
  children: ReactNode;
}

/** A sentence that matters now. The tone never speaks alone: the words say the same. */
export function Notice({ tone = 'plain', title, role, className, children }: NoticeProps) {
  return (
    <div role={role} className={cn('border-l-2 px-4 py-3 text-sm', tones[tone], className)}>
      {title ? <p className="mb-1 font-[600]">{title}</p> : null}
      {children}
    </div>
  );
}
