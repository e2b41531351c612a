/** Buying one item and taking it back, whoever pays and wherever it is asked for. */

export { type Bought, buy } from './buy';
export { finishTopUp } from './finish-top-up';
export { getUnlockedBody } from './get-unlocked-body';
export { listLibrary } from './list-library';
export { refundableUntil, undo } from './undo';
