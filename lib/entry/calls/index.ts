/** What actions and routes have in common: who calls, how often, and what a fault is called. */

export { describeError } from './describe-error';
export { noteFailure } from './note-failure';
export { readInput } from './read-input';
export { requireSignedIn } from './require-signed-in';
