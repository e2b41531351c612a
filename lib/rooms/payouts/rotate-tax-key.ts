import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { MINUTE_MS } from '@/lib/core/time';
import { openTaxIdWith, sealTaxIdWith, type TaxKey } from './seal-tax-id';

// Sealing is quick; a table of hundreds of thousands still takes a while.
const TRANSACTION = { maxWait: 10_000, timeout: 10 * MINUTE_MS };
const PAGE = 500;

/**
 * Seals every stored tax id with another key, all or none, with its audit row. Ids that the new key opens
 * already stay as they are, so it may be repeated. Nobody writes tax details meanwhile; until the new key is
 * set everywhere nobody can read them either. Throws when an id opens with neither key.
 */
export async function rotateTaxKey(from: TaxKey, to: TaxKey): Promise<{ sealed: number; kept: number }> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE tax_details IN EXCLUSIVE MODE`;
    let [sealed, kept, after] = [0, 0, 0n];
    for (;;) {
      const rows = await tx.taxDetails.findMany({
        where: { creatorId: { gt: after }, taxIdSealed: { not: null } },
        orderBy: { creatorId: 'asc' },
        take: PAGE,
        select: { creatorId: true, taxIdSealed: true },
      });
      for (const { creatorId, taxIdSealed } of rows) {
        const resealed = reseal(creatorId, taxIdSealed ?? '', from, to);
        if (resealed === null) kept += 1;
        else {
          await tx.taxDetails.update({
            where: { creatorId },
            data: { taxIdSealed: resealed },
            select: { creatorId: true },
          });
          sealed += 1;
        }
      }
      after = rows.at(-1)?.creatorId ?? after;
      if (rows.length < PAGE) break;
    }
    await writeAudit(tx, {
      actorId: null,
      action: 'rotate_tax_key',
      subjectType: 'tax_details',
      subjectId: 'all',
      after: { sealed, kept },
    });
    return { sealed, kept };
  }, TRANSACTION);
}

/** Null: it is sealed with the new key by now. */
function reseal(creatorId: bigint, text: string, from: TaxKey, to: TaxKey): string | null {
  if (open(creatorId, text, to) !== null) return null;
  const taxId = open(creatorId, text, from);
  if (taxId === null)
    throw new Error(`The tax id of creator ${creatorId} opens with neither key; nothing was changed.`);
  return sealTaxIdWith(to, creatorId, taxId);
}

function open(creatorId: bigint, text: string, key: TaxKey): string | null {
  try {
    return openTaxIdWith(key, creatorId, text);
  } catch {
    return null;
  }
}
