import type { Tx } from '../../core/db.ts';

export interface CreatorAccounts {
  /** Where prices are credited: `item_prices.pending_account_id`. */
  pendingAccountId: bigint;
  availableAccountId: bigint;
  inTransitAccountId: bigint;
}

/** The creator's three accounts in this currency (ISO 4217, lower case), made on first use. Safe to race. */
export async function openCreatorAccounts(
  tx: Tx,
  { creatorId, currency }: { creatorId: bigint; currency: string },
): Promise<CreatorAccounts> {
  const [accounts] = await tx.$queryRaw<CreatorAccounts[]>`
    SELECT creator_account(${creatorId}::bigint, 'creator_pending', ${currency}) AS "pendingAccountId",
      creator_account(${creatorId}::bigint, 'creator_available', ${currency}) AS "availableAccountId",
      creator_account(${creatorId}::bigint, 'creator_in_transit', ${currency}) AS "inTransitAccountId"`;
  if (!accounts) throw new Error(`creator_account() returned nothing for creator ${creatorId}`);
  return accounts;
}
