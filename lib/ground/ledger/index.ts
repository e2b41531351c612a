/** Accounts, lots, transfers and the laws that hold them: the only room that writes money. */

export { balanceAt } from './balance-at';
export { expireGrants } from './expire-grants';
export { freezeWallet, passHoldOn, releaseWallet, type WalletHold } from './freeze-wallet';
export { getAvailable } from './get-available';
export { getGrantLot } from './get-grant-lot';
export { getUnlock } from './get-unlock';
export { findWallet, getWallet, type WalletState } from './get-wallet';
export { getWalletBalance } from './get-wallet-balance';
export { grantPromotion } from './grant-promotion';
export { listLots } from './list-lots';
export { listWalletStatement } from './list-wallet-statement';
export { lockAvailable } from './locks/lock-available';
export { lockPaidLot, lockPaidLotOrThrow } from './locks/lock-paid-lot';
export { lockReaderLots } from './locks/lock-reader-lots';
export { lockWallet } from './locks/lock-wallet';
export { openCreatorAccounts } from './open-creator-accounts';
export { openWallet } from './open-wallet';
export { postAdjustment } from './post-adjustment';
export { type DisputeLoss, postDisputeEnd, postDisputeMovement } from './post-dispute';
export { postFee } from './post-fee';
export { postPayoutPaid, postPayoutReturned, postPayoutSent } from './post-payout';
export { postProcessingFee } from './post-processing-fee';
export { postRefund, postRefundReturned } from './post-refund';
export { postTopUp } from './post-top-up';
export { postedAt } from './posted-at';
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
