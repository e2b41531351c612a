/** Accounts, lots, transfers and the laws that hold them: the only room that writes money. */

export { balanceAt } from './balance-at';
export { expireGrants } from './expire-grants';
export { getWalletBalance } from './get-wallet-balance';
export { grantPromotion } from './grant-promotion';
export { listWalletStatement } from './list-wallet-statement';
export { openCreatorAccounts } from './open-creator-accounts';
export { openWallet } from './open-wallet';
export { postAdjustment } from './post-adjustment';
export { type DisputeLoss, postDisputeEnd, postDisputeMovement } from './post-dispute';
export { postFee } from './post-fee';
export { lockAvailable, postPayoutPaid, postPayoutReturned, postPayoutSent } from './post-payout';
export { postProcessingFee } from './post-processing-fee';
export { lockPaidLot, postRefund, postRefundReturned } from './post-refund';
export { postTopUp } from './post-top-up';
export { reconcile } from './reconcile';
export { refundUnlock } from './refund-unlock';
export {
  judgeReversal,
  type ReversalInput,
  type ReversalJudgement,
  type ReversalSource,
  type ReversalStatus,
  reverseUnlock,
} from './reverse-unlock';
export { SETTLEMENT_MARGIN_MINUTES, settle } from './settle';
export { drainSpends, spend } from './spend';
export { observeSpends } from './spend-observer';
export { type TrialBalanceLine, trialBalance } from './trial-balance';
export type { RefundResult, SpendResult, StatementLine, WalletBalance } from './types';
