import 'server-only';
import { db } from '@/lib/core/db';
import type { AccountType, ReversalSource } from '@/lib/generated/prisma/enums';
import { judgeReversal } from '@/lib/ground/ledger';

interface PostingSum {
  account: AccountType;
  debitMicros: bigint;
  creditMicros: bigint;
}

export interface PostingPreview {
  currency: string;
  lines: PostingSum[];
  /** Of the reader's wallet. */
  balanceMicros: bigint;
  balanceAfterMicros: bigint;
}

interface Facts {
  currency: string;
  price: bigint;
  balance: bigint;
}

/**
 * What taking the unlock back would post now, a line for each kind of account: who pays, and the lots that
 * get back what they gave; what came from a gift that has ended goes back to promotions. Moves and locks
 * nothing. The unlock must exist.
 */
export async function previewReversal(unlockId: bigint, source: ReversalSource): Promise<PostingPreview> {
  const [judged, [facts], takers] = await Promise.all([
    judgeReversal(db, unlockId),
    db.$queryRaw<Facts[]>`
      SELECT w.currency, u.price_micros AS price,
        (SELECT coalesce(sum(l.balance_micros), 0)::bigint FROM lot_facts l WHERE l.wallet_id = w.id
          AND (l.expires_at IS NULL OR l.expires_at > now())) AS balance
      FROM unlock_facts u JOIN wallet_facts w ON w.id = u.wallet_id WHERE u.id = ${unlockId}`,
    db.$queryRaw<{ account: AccountType; micros: bigint }[]>`
      SELECT CASE WHEN l.expires_at <= now() THEN 'promotions' ELSE a.type::text END AS account,
        sum(t.amount_micros)::bigint AS micros
      FROM transfer_facts t JOIN lot_facts l ON l.account_id = t.debit_account_id JOIN account_facts a
        ON a.id = l.account_id
      WHERE t.ref = ${unlockId} AND t.kind = 'unlock' GROUP BY 1 ORDER BY 1`,
  ]);
  if (!facts) throw new Error(`no unlock ${unlockId}`);
  const givers: Record<ReversalSource, [AccountType, bigint][]> = {
    pending: [['creator_pending', facts.price]],
    available: [
      ['creator_available', judged.creatorMicros],
      ['platform_fees', judged.feeMicros],
    ],
    platform: [['adjustments', facts.price]],
  };
  const back = takers.filter(({ account }) => account !== 'promotions');
  return {
    currency: facts.currency,
    lines: [
      ...givers[source]
        .filter(([, micros]) => micros > 0n)
        .map(([account, micros]) => ({ account, debitMicros: micros, creditMicros: 0n })),
      ...takers.map(({ account, micros }) => ({ account, debitMicros: 0n, creditMicros: micros })),
    ],
    balanceMicros: facts.balance,
    balanceAfterMicros: back.reduce((sum, { micros }) => sum + micros, facts.balance),
  };
}
