import { db, type Tx } from './db.ts';
import { DomainError } from './errors.ts';
import { isUniqueViolation } from './is-unique-violation.ts';

/** What was written under a request key, which the caller makes: a form, a schedule, a program. */
export interface Keyed<Row> {
  /** Null: nothing yet. */
  find(tx: Tx): Promise<Row | null>;
  /** Whether that is what is asked for now. */
  isSame(row: Row, tx: Tx): boolean | Promise<boolean>;
}

export interface Once<Row, Held> extends Keyed<Row> {
  /** Keeps twins apart: the second waits here for the first. Its result is handed to `write`. */
  lock?(tx: Tx): Promise<Held>;
  write(tx: Tx, held: Held): Promise<Row>;
}

export interface Written<Row> {
  row: Row;
  /** False: a repeat, and nothing was written. */
  isNew: boolean;
}

type Options = Parameters<typeof db.$transaction>[1];

/** What this request wrote before, or null. Throws `invalid_input` if its key served another input. */
export async function findReplay<Row>(tx: Tx, { find, isSame }: Keyed<Row>): Promise<Row | null> {
  const known = await find(tx);
  if (known !== null && !(await isSame(known, tx)))
    throw new DomainError('invalid_input', { cause: 'request key used twice' });
  return known;
}

/** `writeOnce` in the caller's transaction; a twin that `lock` misses fails on the unique key. */
export async function writeOnceIn<Row, Held = void>(
  tx: Tx,
  { lock, write, ...keyed }: Once<Row, Held>,
): Promise<Written<Row>> {
  const held = (await lock?.(tx)) as Held;
  const known = await findReplay(tx, keyed);
  return known === null ? { row: await write(tx, held), isNew: true } : { row: known, isNew: false };
}

/**
 * One request, one row, however often it comes: the same key with the same content finds what was written,
 * with other content it is `invalid_input`, and of twins at once one writes and the other waits and finds it.
 * All in one transaction.
 */
export async function writeOnce<Row, Held = void>(
  once: Once<Row, Held>,
  options?: Options,
): Promise<Written<Row>> {
  try {
    return await db.$transaction((tx) => writeOnceIn(tx, once), options);
  } catch (error) {
    const twin = isUniqueViolation(error) ? await findReplay(db, once) : null;
    if (twin === null) throw error;
    return { row: twin, isNew: false };
  }
}
