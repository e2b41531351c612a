export { finishTopUp } from './finish-top-up';
export { getUnlockedBody } from './get-unlocked-body';
export { listLibrary } from './list-library';
export { refundableUntil, refundUnlock } from './refund-unlock';
export { type UnlockedItem, unlockItem } from './unlock-item';
export { unlockWithSession } from './unlock-with-session';
