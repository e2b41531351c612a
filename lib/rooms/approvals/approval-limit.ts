import { writeAudit } from '@/lib/core/audit';
import { LIMITS } from '@/lib/core/currency-limits';
import { db, type Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';

const CENT_MICROS = 10_000n;

export function approvalLimitMicros(): bigint {
  if (env.ADJUSTMENT_APPROVAL_CENTS === undefined) return LIMITS[env.WALLET_CURRENCY].approvalLimitMicros;
  return BigInt(env.ADJUSTMENT_APPROVAL_CENTS) * CENT_MICROS;
}

/** Makes the limit of the settings the one that the database judges by; a change of it is on record. */
export async function applyApprovalLimit(tx: Tx, currency: string): Promise<void> {
  const limit = approvalLimitMicros();
  const changed = await tx.$executeRaw`
    INSERT INTO approval_limits (currency, limit_micros) SELECT ${currency}, ${limit}::bigint
      WHERE approval_limit(${currency}) <> ${limit}::bigint`;
  if (changed === 0) return;
  await writeAudit(tx, {
    actorId: null,
    action: 'set_approval_limit',
    subjectType: 'currency',
    subjectId: currency,
    after: { limitMicros: String(limit) },
  });
}

export interface Allowance {
  /** What one admin may do within 24 hours without a second one. */
  limitMicros: bigint;
  usedMicros: bigint;
}

/** What this admin has done alone within a day, over adjustments, gifts from files and reversals together. */
export async function readAllowance(adminId: bigint, currency: string): Promise<Allowance> {
  const [row] = await db.$queryRaw<
    { micros: bigint }[]
  >`SELECT done_alone(${adminId}, ${currency}) AS micros`;
  return { limitMicros: approvalLimitMicros(), usedMicros: row?.micros ?? 0n };
}
