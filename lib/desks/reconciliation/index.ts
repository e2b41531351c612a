/** The processor's books beside ours, and what differs. */

export { decideCharge, isPostable, listPendingCharges, requestCharge } from './processor-charges';
export { type Difference, getRun, listDifferences, listRuns, type Run, streamDifferences } from './queries';
export { runDailyReconciliation } from './run-daily';
export { runReconciliation } from './run-reconciliation';
export { setDifferenceState } from './set-difference-state';
export { sumClosings } from './sum-closings';
