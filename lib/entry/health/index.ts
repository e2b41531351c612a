/** Whether the house stands: readiness, and the nightly check of the books. */

export { checkBooks } from './check-books';
export { listFailedParts } from './check-readiness';
export { listPendingMigrations } from './list-pending-migrations';
