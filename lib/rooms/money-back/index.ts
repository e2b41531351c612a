/** Money that goes back to a card: refunds, reversals, disputes. */

export { applyDispute } from './disputes/apply-dispute';
export { applyFraudWarning } from './disputes/apply-fraud-warning';
export { HOLDING, TAKES_EVIDENCE, takesEvidence } from './disputes/dispute-status';
export { prepareEvidence } from './disputes/prepare-evidence';
export {
  countToDecide,
  type DisputeView,
  getDispute,
  getEvidencePdf,
  listDisputes,
  listFraudWarnings,
  listHolds,
} from './disputes/queries';
export { refreshDisputes } from './disputes/refresh-disputes';
export { submitEvidence } from './disputes/submit-evidence';
export { applyRefund, applyRefundFacts } from './refunds/apply-refund';
export { cashOutWallet } from './refunds/cash-out';
export { approveReversal, rejectReversal } from './refunds/decide-reversal';
export { expireReversals } from './refunds/expire-reversals';
export {
  listWaitingReversals,
  type WaitingReversal,
} from './refunds/list-waiting-reversals';
export { previewRefund, refundPostings } from './refunds/preview-refund';
export { type PostingPreview, previewReversal } from './refunds/preview-reversal';
export {
  getCashOut,
  getRefundable,
  getReversal,
  listOwnRefunds,
  listRefunds,
  REFUNDS_PAGE,
  type RefundListing,
} from './refunds/queries';
export { refreshRefunds } from './refunds/refresh-refunds';
export { refundTopUp } from './refunds/refund-top-up';
export { reverseUnlock } from './refunds/reverse-unlock';
export { sendRefund } from './refunds/send-refund';
export { writeRefundIn } from './refunds/write-refund';
