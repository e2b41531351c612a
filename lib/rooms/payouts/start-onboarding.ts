import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Act } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import { isInProgress, isMissing, isRefused, processor, toDomainError } from '@/lib/ground/payments';
import { forgetAccount } from './refresh-payout-account';

export interface OnboardingInput {
  creatorId: bigint;
  /** ISO 3166-1, any case: where the creator lives and is paid. Counts only until the account exists. */
  country: string;
  entityType: 'individual' | 'company';
  /** Who asks, for the audit row of the first time. */
  by?: Act;
}

/**
 * The address of Stripe's onboarding for this creator, made for one visit. The account at Stripe is created
 * once, however often and from wherever this is called. Throws `not_found`, `invalid_input` (a country that
 * Stripe refuses), `busy` while another call is creating the account, and `payment_unavailable`, after which
 * the same call may be made again.
 */
export async function startOnboarding(input: OnboardingInput): Promise<{ url: string }> {
  const country = input.country.toLowerCase();
  if (!/^[a-z]{2}$/.test(country)) throw new DomainError('invalid_input');
  try {
    const accountId = await getOrCreateAccount({ ...input, country });
    return { url: await linkOrReplace(accountId, { ...input, country }) };
  } catch (error) {
    if (isInProgress(error)) throw new DomainError('busy', { cause: error });
    if (isRefused(error)) throw await startAnew(input.creatorId, error);
    throw toDomainError(error);
  }
}

async function linkOrReplace(accountId: string, input: OnboardingInput): Promise<string> {
  try {
    return await processor().createAccountLink(accountId, ADDRESSES());
  } catch (error) {
    if (!isMissing(error)) throw error;
    await forgetAccount(accountId);
    return processor().createAccountLink(await getOrCreateAccount(input), ADDRESSES());
  }
}

/** Stripe refused what we sent, most likely the country: another choice gets another key. */
async function startAnew(creatorId: bigint, cause: Error): Promise<DomainError> {
  await db.payoutAccount.updateMany({
    where: { creatorId, accountRef: null },
    data: { country: null, creationKey: randomUUID() },
  });
  return new DomainError('invalid_input', { cause });
}

const ADDRESSES = () => {
  const base = `${env.NEXTAUTH_URL.replace(/\/$/, '')}/api/stripe/onboarding`;
  return { refreshUrl: `${base}/refresh`, returnUrl: `${base}/return` };
};

async function getOrCreateAccount({ creatorId, country, entityType, by }: OnboardingInput): Promise<string> {
  const creator = await db.creator.findUnique({
    where: { id: creatorId },
    select: { name: true, user: { select: { email: true } } },
  });
  if (!creator) throw new DomainError('not_found');
  const row = await writeRow(creatorId, country, by);
  if (row.accountRef) return row.accountRef;
  const accountId = await processor().createAccount({
    creatorId,
    creationKey: row.creationKey,
    email: creator.user.email,
    displayName: creator.name,
    country: row.country ?? country,
    entityType,
    currency: env.WALLET_CURRENCY,
  });
  await db.payoutAccount.updateMany({
    where: { creatorId, accountRef: null, creationKey: row.creationKey },
    data: { accountRef: accountId, status: 'requirements_due' },
  });
  const kept = await db.payoutAccount.findUniqueOrThrow({ where: { creatorId } });
  return kept.accountRef ?? accountId;
}

/** The key is written before Stripe is asked, so a process that dies meanwhile makes no second account. */
async function writeRow(creatorId: bigint, country: string, by: Act | undefined) {
  return db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ isNew: boolean }[]>`
    INSERT INTO payout_accounts (creator_id, creation_key, country)
      VALUES (${creatorId}, ${randomUUID()}::uuid, ${country})
    ON CONFLICT (creator_id) DO UPDATE SET country = coalesce(payout_accounts.country, excluded.country)
    RETURNING xmax = 0 AS "isNew"`;
    if (row?.isNew)
      await writeAudit(tx, {
        actorId: null,
        ...by,
        action: 'start_payout_onboarding',
        subjectType: 'creator',
        subjectId: String(creatorId),
        after: { country },
      });
    return tx.payoutAccount.findUniqueOrThrow({ where: { creatorId } });
  });
}
