/** Four eyes: what one admin may do alone, and what waits for a second. */

export { applyApprovalLimit, approvalLimitMicros, readAllowance } from './approval-limit';
export { askOnce, noteRequest, requestEnds } from './ask';
export { countRequests, type WaitingRequests } from './count-requests';
export { decide } from './decide';
export { expireDue, expireOne } from './expire';
export type { ApprovalKind, Asked, ExpiringKind } from './kind';
