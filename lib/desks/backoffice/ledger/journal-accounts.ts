import type { AccountType } from '@/lib/generated/prisma/enums';

const NAMES: Record<AccountType, string> = {
  card_clearing: 'Assets:CardClearing',
  disputes_held: 'Assets:DisputesHeld',
  processing_fees: 'Expenses:ProcessingFees',
  processor_costs: 'Expenses:ProcessorCosts',
  promotions: 'Expenses:Promotions',
  dispute_losses: 'Expenses:DisputeLosses',
  adjustments: 'Expenses:Adjustments',
  platform_fees: 'Income:PlatformFees',
  paid_lot: 'Liabilities:Wallets:Paid',
  promotional_lot: 'Liabilities:Wallets:Gifts',
  creator_pending: 'Liabilities:Creators:Pending',
  creator_available: 'Liabilities:Creators:Available',
  creator_in_transit: 'Liabilities:Creators:InTransit',
};

/** An account's name in plain-text accounting: its type and number, the same for hledger and beancount. */
export function journalAccount(type: AccountType, id: string): string {
  return `${NAMES[type]}:${id}`;
}
