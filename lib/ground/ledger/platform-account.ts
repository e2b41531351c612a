import type { Tx } from '../../core/db.ts';

export type PlatformAccountType =
  | 'card_clearing'
  | 'processing_fees'
  | 'processor_costs'
  | 'promotions'
  | 'platform_fees'
  | 'adjustments'
  | 'disputes_held'
  | 'dispute_losses';

/** The platform's account of this type and currency (ISO 4217, lower case), made on first use. */
export async function platformAccount(tx: Tx, type: PlatformAccountType, currency: string): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT platform_account(${type}::account_type, ${currency}) AS id`;
  if (!row) throw new Error(`platform_account() returned nothing for ${type} ${currency}`);
  return row.id;
}
