import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { RESERVED_HANDLES } from './handle-rules';

interface Answer {
  reserved: boolean;
  taken: boolean;
  used: number;
}

/** A creator's first handle and three more: each stays theirs, so they are not endless. */
const MOST_HANDLES = 4;

/**
 * Throws `invalid_input` at the field when the handle is reserved, somebody's, or looks like one that is; for
 * a creator who changes theirs also when they have had too many. The database has the last word: see
 * refuseTakenHandle().
 */
export async function checkHandle(handle: string, creatorId: bigint | null): Promise<void> {
  const [answer] = await db.$queryRaw<Answer[]>`
    SELECT EXISTS (SELECT FROM unnest(${[...RESERVED_HANDLES]}::text[]) AS r
      WHERE handle_skeleton(r) = handle_skeleton(${handle})) AS reserved,
      EXISTS (SELECT FROM creator_handles WHERE skeleton = handle_skeleton(${handle})
        AND creator_id IS DISTINCT FROM ${creatorId}::bigint) AS taken,
      (SELECT count(*)::int FROM creator_handles WHERE creator_id = ${creatorId}::bigint
        AND skeleton <> handle_skeleton(${handle})) AS used`;
  if (answer?.reserved) throw handleFault('handleReserved');
  if (answer?.taken) throw handleFault('handleTaken');
  if ((answer?.used ?? 0) >= MOST_HANDLES) throw handleFault('handleChanges');
}

export function handleFault(fault: string): DomainError {
  return new DomainError('invalid_input', { fieldErrors: { handle: fault } });
}
