/** From available earnings to a bank: onboarding, payouts, statements, tax details. */

export { applyConnectedPayout } from './apply-connected-payout';
export { applyTransfer } from './apply-transfer';
export { describeFailure, type FailureReason, type FailureRemedy } from './describe-failure';
export { describeRequirements, type Requirement } from './describe-requirements';
export { getMoneyMoves, type MoneyMoves } from './get-money-moves';
export { getPayoutState, type PayoutState } from './get-payout-state';
export { getStatement, type Statement, type StatementTotals } from './get-statement';
export { readGiftHold, releaseGiftEarnings } from './gift-hold';
export type { StatementItem } from './list-statement-items';
export { lockPayout } from './lock-payout';
export { refreshOwnAccount, renewOwnOnboarding } from './own-onboarding';
export { pullBack } from './pull-back';
export {
  findPayout,
  getPayoutAccount,
  getPayoutOrThrow,
  listPayouts,
  listPayoutsAtStripe,
  type PayoutListing,
  type PayoutStatement,
  type PayoutStatementLine,
} from './queries';
export { refreshPayoutAccount } from './refresh-payout-account';
export { refreshPayoutAccounts } from './refresh-payout-accounts';
export { refreshPayouts } from './refresh-payouts';
export { requestPayout } from './request-payout';
export { returnMoney } from './return-money';
export { rotateTaxKey } from './rotate-tax-key';
export { runPayoutSchedule } from './run-payout-schedule';
export { presentTaxKey, taxKeyOf } from './seal-tax-id';
export { setPayoutSchedule } from './set-payout-schedule';
export { setPayoutsFrozen } from './set-payouts-frozen';
export { startOnboarding } from './start-onboarding';
export { getTaxDetails, maskTaxId, saveTaxDetails, type TaxDetails } from './tax-details';
export { writeStatementPdf } from './write-statement-pdf';
