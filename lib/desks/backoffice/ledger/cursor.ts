import { TransferKind } from '../../../generated/prisma/enums.ts';

const CURSOR = /^(\d{1,18})\.(\d{1,18})\.([a-z_]{1,20})\.(\d{1,4})$/;

/** Where a list of transfers goes on: microseconds, ref, kind and leg of the last one seen; null: none. */
export function readCursor(text: string): [string, string, string, string] | null {
  const [, at, ref, kind, leg] = CURSOR.exec(text) ?? [];
  return at && ref && kind && leg && Object.hasOwn(TransferKind, kind) ? [at, ref, kind, leg] : null;
}
