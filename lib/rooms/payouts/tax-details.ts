import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { asksForTaxId, isTaxId, normaliseTaxId, type TaxEntity } from '@/lib/ground/policy';
import { openTaxId, sealTaxId } from './seal-tax-id';

/** What a creator has told us for the tax office; of the tax id no more than its end. */
export interface TaxDetails {
  legalName: string;
  entity: TaxEntity;
  /** ISO 3166-1, lower case. */
  country: string;
  /** Lines as on an envelope. */
  address: string;
  taxIdLast4: string | null;
}

const SHOWN = { legalName: true, entity: true, country: true, address: true, taxIdLast4: true } as const;

export function getTaxDetails(creatorId: bigint): Promise<TaxDetails | null> {
  return db.taxDetails.findUnique({ where: { creatorId }, select: SHOWN });
}

export interface TaxInput {
  creatorId: bigint;
  /** Who changes them. */
  actorId: bigint;
  legalName: string;
  entity: TaxEntity;
  country: string;
  address: string;
  /** Empty: what is stored stays. */
  taxId: string;
  removeTaxId: boolean;
  /** From where and in which request, for the audit log. */
  from?: { address: string; requestId: string };
}

/**
 * Keeps a creator's tax details and writes the change to the audit log with all values masked. A tax id goes
 * into the database encrypted and nowhere else. Throws `invalid_input` with field errors `taxId` (not one of
 * this country, also when a stored one does not fit a new country).
 */
export async function saveTaxDetails(input: TaxInput): Promise<void> {
  const { creatorId, actorId, legalName, entity, country, address } = input;
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM creators WHERE id = ${creatorId} FOR NO KEY UPDATE`;
    const before = await tx.taxDetails.findUnique({ where: { creatorId } });
    const taxId = chooseTaxId(input, before?.taxIdSealed ?? null);
    const last4 = taxId && endOf(taxId);
    const data = { legalName, entity, country, address, updatedAt: new Date() };
    const kept = input.taxId.trim() === '' && !input.removeTaxId && taxId !== null;
    const sealed = kept ? {} : { taxIdSealed: taxId && sealTaxId(creatorId, taxId), taxIdLast4: last4 };
    await tx.taxDetails.upsert({
      where: { creatorId },
      create: { creatorId, ...data, ...sealed },
      update: { ...data, ...sealed },
    });
    await writeAudit(tx, {
      actorId,
      action: 'change_tax_details',
      subjectType: 'creator',
      subjectId: String(creatorId),
      ...(before && { before: mask(before) }),
      after: mask({ ...data, taxIdLast4: last4 }),
      address: input.from?.address,
      requestId: input.from?.requestId,
    });
  });
}

/** The tax id as it will be; checked against the country as it will be. */
function chooseTaxId(input: TaxInput, sealed: string | null): string | null {
  const { creatorId, country, entity } = input;
  if (input.removeTaxId || !asksForTaxId(country, entity)) return null;
  const typed = normaliseTaxId(input.taxId);
  const taxId = typed === '' ? sealed && reopen(creatorId, sealed) : typed;
  const isLost = typed === '' && sealed !== null && taxId === null;
  if (isLost || (taxId && !isTaxId(taxId, country, entity)))
    throw new DomainError('invalid_input', { fieldErrors: { taxId: typed === '' ? 'taxIdOther' : 'taxId' } });
  return taxId;
}

/** Null when the key has changed since: the creator has to give it again. */
function reopen(creatorId: bigint, sealed: string): string | null {
  try {
    return openTaxId(creatorId, sealed);
  } catch (error) {
    log.error({ creator: creatorId, err: error }, 'a tax id cannot be read; has its key changed?');
    return null;
  }
}

/** What is shown of it: never more than half. */
function endOf(taxId: string): string {
  return taxId.slice(-Math.min(4, Math.floor(taxId.length / 2)));
}

/** Enough to see what changed, too little to read it. */
function mask(details: TaxDetails) {
  const start = (text: string) => `${[...text][0] ?? ''}•••`;
  return {
    legalName: start(details.legalName),
    entity: details.entity,
    country: details.country,
    address: start(details.address),
    taxId: maskTaxId(details.taxIdLast4),
  };
}

/** "•••• 6789"; null when there is none. */
export function maskTaxId(last4: string | null): string | null {
  return last4 && `•••• ${last4}`;
}
