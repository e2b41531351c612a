import { getFormatter } from 'next-intl/server';
import type { ReactNode } from 'react';
import { cn } from '../ui/cn';

export interface ShownMessage {
  id: bigint;
  kind: 'person' | 'answer' | 'note';
  author: ReactNode;
  body: string;
  createdAt: Date;
}

const TONES = { person: 'border-line', answer: 'border-copper', note: 'border-edge border-dashed bg-sunk' };

/** What was said, the oldest first. Text only: React escapes it, lines stay lines. */
export async function MessageList({ label, messages }: { label: string; messages: ShownMessage[] }) {
  const format = await getFormatter();
  return (
    <ol aria-label={label} className="flex flex-col gap-4">
      {messages.map(({ id, kind, author, body, createdAt }) => (
        <li key={String(id)} className={cn('border-l-2 px-4 py-2', TONES[kind])}>
          <p className="mb-1 text-faint text-sm">
            <span className="font-[560] text-soft">{author}</span> ·{' '}
            <time dateTime={createdAt.toISOString()}>
              {format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
            </time>
          </p>
          <p className="whitespace-pre-wrap break-words">{body}</p>
        </li>
      ))}
    </ol>
  );
}
