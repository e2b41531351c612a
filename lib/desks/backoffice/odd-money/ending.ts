import type { Act } from '@/lib/core/actor';
import type { Tx } from '@/lib/core/db';
import type { Prisma } from '@/lib/generated/prisma/client';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import type { Outcome } from './choices';

export type OddMoneyRow = Prisma.OddMoneyGetPayload<Record<string, never>>;

export interface Ending {
  id: bigint;
  outcome: Outcome;
  /** Why, for the audit log. */
  note: string;
  act: Act;
  role: AdminRole;
  locale: string;
}

/** Posts the decision in the transaction that ends the thing; resolves to what is left to do then. */
export type Settle = (tx: Tx, row: OddMoneyRow) => Promise<(() => Promise<void>) | undefined>;
