import type { ReactNode } from 'react';
import { cn } from './cn';

type Tone = 'plain' | 'copper' | 'good' | 'bad';

const tones: Record<Tone, string> = {
  plain: 'border-line text-soft',
  copper: 'border-transparent bg-copper-tint text-copper',
  good: 'border-transparent bg-green-tint text-green',
  bad: 'border-transparent bg-red-tint text-red',
};

/** A short state in words. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cn(
        'inline-flex h-6 items-center whitespace-nowrap rounded-sm border px-2 font-[550] text-xs',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
