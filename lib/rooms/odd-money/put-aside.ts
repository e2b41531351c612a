import 'server-only';
import type { Tx } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import type { OddMoneyAbout, OddMoneyReason } from '@/lib/generated/prisma/enums';

interface Amount {
  micros: bigint;
  /** ISO 4217, lower case; any that the processor knows. */
  currency: string;
}

export interface OddMoney {
  about: OddMoneyAbout;
  reason: OddMoneyReason;
  /** Its id at the processor. */
  processorRef: string;
  /** The business row, where there is one. */
  ref?: bigint;
  walletId?: bigint;
  creatorId?: bigint;
  expected?: Amount;
  came?: Amount;
  detail?: string | null;
}

const DETAIL_LENGTH = 500;

/**
 * Writes down money that cannot be posted as it is: "here, not posted". Pass the transaction that changes the
 * business row, so that neither exists without the other. It waits in the back office until finance ends it.
 * The same thing again, also after it was ended, writes nothing. Resolves to whether it is new.
 */
export async function putAside(tx: Tx, odd: OddMoney): Promise<boolean> {
  const { about, reason, processorRef, ref, walletId, creatorId, expected, came, detail } = odd;
  const { count } = await tx.oddMoney.createMany({
    data: {
      key: keyOf(odd),
      ...{ about, reason, processorRef, ref, walletId, creatorId },
      expectedMicros: expected?.micros,
      expectedCurrency: expected?.currency,
      cameMicros: came?.micros,
      cameCurrency: came?.currency,
      detail: detail?.slice(0, DETAIL_LENGTH),
    },
    skipDuplicates: true,
  });
  if (count > 0) log.error({ about, reason, processorRef, ref }, 'money was put aside and needs a person');
  return count > 0;
}

/** What Stripe refuses may be tried again after it was ended, so such a thing has a key a day. */
function keyOf({ about, reason, processorRef, ref }: OddMoney): string {
  const thing = `${about} ${processorRef} ${ref ?? '-'}`;
  return reason === 'refused' || reason === 'bank_refused'
    ? `${thing} ${reason} ${new Date().toISOString().slice(0, 10)}`
    : thing;
}
