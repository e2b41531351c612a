import 'server-only';
import { db } from '@/lib/core/db';
import { choicesFor } from './choices';

const SHOWN = 100;

/** What is put aside: all that waits, or what was ended last. */
export async function listOddMoney(state: 'open' | 'ended') {
  const rows = await db.oddMoney.findMany({
    where: { endedAt: state === 'open' ? null : { not: null } },
    orderBy: state === 'open' ? { id: 'asc' } : { endedAt: 'desc' },
    take: SHOWN,
    include: {
      wallet: { select: { userId: true, user: { select: { email: true } } } },
      creator: { select: { userId: true, name: true } },
      ender: { select: { email: true } },
    },
  });
  return rows.map(({ wallet, creator, ender, ...row }) => ({
    ...row,
    person: wallet
      ? { userId: wallet.userId, name: wallet.user.email }
      : creator && { userId: creator.userId, name: creator.name },
    endedByEmail: ender?.email ?? null,
    choices: row.endedAt === null ? choicesFor(row) : [],
  }));
}

export type OddMoneyListing = Awaited<ReturnType<typeof listOddMoney>>[number];
