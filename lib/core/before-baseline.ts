// The first of the migrations that were folded into the baseline.
const FOLDED = '20261122000000_schema';

/** For anyone who starts something on such a database. */
export const BEFORE_THE_BASELINE =
  'This database is from before the migrations were folded into one baseline and cannot be carried over: ' +
  '`npm run db:reset` makes a local one again from nothing; any other has to be an empty one.';

/** Throws that sentence if these migrations, as the database has them, are from before the baseline. */
export function refuseBeforeBaseline(applied: ReadonlySet<string> | ReadonlyMap<string, unknown>): void {
  if (applied.has(FOLDED)) throw new Error(BEFORE_THE_BASELINE);
}
