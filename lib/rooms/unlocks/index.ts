/** Buying one item and taking it back, no matter who pays and wherever it is asked for. */

export { type Bought, buy } from './buy';
export { finishTopUp } from './finish-top-up';
export { getUnlockedBody } from './get-unlocked-body';
export { listLibrary } from './list-library';
export { refundableUntil, undo } from './undo';
