import 'server-only';
import { cache } from 'react';
import { db } from '@/lib/core/db';
import type { OutboxKind } from '@/lib/core/outbox/kinds';
import { DAY_MS } from '@/lib/core/time';

const SHOWN = 50;
/** What was given up before is history. */
const DAYS = 7;
const since = () => new Date(Date.now() - DAYS * DAY_MS);

export interface UndeliveredMail {
  id: bigint;
  kind: OutboxKind;
  userId: bigint | null;
  /** Null where it is a person's own. */
  address: string | null;
  createdAt: Date;
  attempts: number;
  lastError: string | null;
  /** False: it is tried again. */
  isGivenUp: boolean;
}

/** Mails that failed at least once and have not gone out, the newest first. */
export async function listUndelivered(): Promise<UndeliveredMail[]> {
  const rows = await db.outboxMessage.findMany({
    where: {
      OR: [
        { outcome: 'given_up', endedAt: { gt: since() } },
        { endedAt: null, lastError: { not: null } },
      ],
    },
    orderBy: { id: 'desc' },
    take: SHOWN,
    select: {
      id: true,
      kind: true,
      userId: true,
      address: true,
      createdAt: true,
      attempts: true,
      lastError: true,
      outcome: true,
    },
  });
  return rows.map(({ outcome, kind, ...row }) => ({
    ...row,
    kind: kind as OutboxKind,
    isGivenUp: outcome === 'given_up',
  }));
}

/** Mails that were given up within the last days; asked once for a page. */
export const countGivenUp = cache(() =>
  db.outboxMessage.count({ where: { outcome: 'given_up', endedAt: { gt: since() } } }),
);
