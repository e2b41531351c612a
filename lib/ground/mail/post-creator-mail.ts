import 'server-only';
import type { Tx } from '@/lib/core/db';
import type { CreatorMailKind } from '@/lib/generated/prisma/enums';

export interface NewCreatorMail {
  creatorId: bigint;
  kind: CreatorMailKind;
  /** Names the event within its kind; see the schema. */
  eventKey: string;
}

/**
 * Writes down that a creator is to get a mail; a job sends it. Pass the transaction of the event itself, so that neither
 * exists without the other. The same event again writes nothing. Resolves to whether it was new.
 */
export async function postCreatorMail(
  tx: Tx,
  { creatorId, kind, eventKey }: NewCreatorMail,
): Promise<boolean> {
  const { count } = await tx.creatorMail.createMany({
    data: { creatorId, kind, eventKey },
    skipDuplicates: true,
  });
  return count === 1;
}
