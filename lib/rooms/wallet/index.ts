/** Wallets, top-ups and statements of readers. */

export { cancelTopUp } from './cancel-top-up';
export { type CardFeeSavings, computeCardFeeSavings, type WalletTotals } from './card-fee-savings';
export { countDecline } from './count-decline';
export { createTopUp } from './create-top-up';
export { type ChargedTopUp, findChargedTopUp } from './find-charged-top-up';
export { findPayer, type Payer } from './find-payer';
export { fulfilTopUp } from './fulfil-top-up';
export { getOrOpenWallet, type OpenWallet } from './get-or-open-wallet';
export { getTopUp, listUnfinishedTopUps, type TopUpView } from './get-top-up';
export { getWalletTotals } from './get-wallet-totals';
export { giveWelcomeTo } from './give-welcome';
export {
  listStatement,
  STATEMENT_FILTERS,
  type StatementEntry,
  type StatementFilter,
  streamStatement,
} from './list-statement';
export { refreshTopUp } from './refresh-top-up';
export { refreshTopUps } from './refresh-top-ups';
export { writeStatementCsv } from './write-statement-csv';
export type { TopUpRow } from './write-top-up';
