export { applyApprovalLimit, approvalLimitMicros, readAllowance } from './approval-limit';
export { REQUEST_DAYS } from './request-days';
