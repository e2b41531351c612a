export { describeError } from './describe-error';
export { noteFailure } from './note-failure';
export { readInput } from './read-input';
export { requireSignedIn } from './require-signed-in';
