import 'server-only';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { countAttempt } from '@/lib/core/rate-limit';
import { HOUR_SECONDS } from '@/lib/core/time';
import type { PayoutAccountStatus } from '@/lib/generated/prisma/enums';
import { refreshPayoutAccount } from './refresh-payout-account';
import { startOnboarding } from './start-onboarding';

const LINKS_PER_HOUR = 20;

/** A new onboarding address for someone whose link was used or too old. Null if none can be had. */
export async function renewOwnOnboarding(userId: bigint): Promise<string | null> {
  const account = await findOwn(userId);
  if (!account?.country) return null;
  const { creatorId, country } = account;
  try {
    await countAttempt({
      key: `onboarding:user:${userId}`,
      limit: LINKS_PER_HOUR,
      windowSeconds: HOUR_SECONDS,
    });
    return (await startOnboarding({ creatorId, country, entityType: 'individual' })).url;
  } catch (error) {
    log.warn({ creator: creatorId, err: error }, 'an onboarding link could not be renewed');
    return null;
  }
}

/** What became of an onboarding on the way back. Keeps what is known if Stripe doesn't answer. */
export async function refreshOwnAccount(userId: bigint): Promise<PayoutAccountStatus> {
  const account = await findOwn(userId);
  if (!account?.accountRef) return 'not_started';
  try {
    return (await refreshPayoutAccount(account.accountRef)) ?? account.status;
  } catch (error) {
    log.warn({ creator: account.creatorId, err: error }, 'a payout account could not be refreshed');
    return account.status;
  }
}

function findOwn(userId: bigint) {
  return db.payoutAccount.findFirst({ where: { creator: { userId } } });
}
