export { checkBooks } from './check-books';
export { listFailedParts } from './check-readiness';
