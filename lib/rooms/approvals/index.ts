/** Four eyes: what one admin may do alone, and what waits for a second. */

export { applyApprovalLimit, approvalLimitMicros, readAllowance } from './approval-limit';
export { REQUEST_DAYS } from './request-days';
