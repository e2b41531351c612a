import { isCurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import type { AdminRole, LotKind, PayoutAccountStatus, WalletStatus } from '@/lib/generated/prisma/enums';
import { getEarningsBalance } from '@/lib/rooms/earnings';
import { readGiftHold } from '@/lib/rooms/payouts';

interface PersonLot {
  accountId: bigint;
  kind: LotKind;
  balanceMicros: bigint;
  expiresAt: Date | null;
  createdAt: Date;
}

export interface PersonWallet {
  walletId: bigint;
  currency: string;
  status: WalletStatus;
  frozenAt: Date | null;
  frozenReason: string | null;
  /** The paid lot, and gifts that hold money. */
  lots: PersonLot[];
  /** Gifts that are used up or over. */
  emptyGifts: number;
}

export interface PersonCreator {
  creatorId: bigint;
  handle: string;
  name: string;
  payoutStatus: PayoutAccountStatus;
  accountRef: string | null;
  frozenAt: Date | null;
  frozenReason: string | null;
  balances: {
    currency: string;
    pendingMicros: bigint;
    availableMicros: bigint;
    /** What of available gifts paid for: it waits. */
    heldMicros: bigint;
    inTransitMicros: bigint;
    paidMicros: bigint;
  }[];
}

export interface Person {
  userId: bigint;
  email: string;
  emailVerified: boolean;
  name: string | null;
  adminRole: AdminRole | null;
  locale: string | null;
  createdAt: Date;
  processorCustomerRef: string | null;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  providers: string[];
  wallets: PersonWallet[];
  creator: PersonCreator | null;
}

/** Everything that stands at the head of a person's page, or null when there is no such person. */
export async function getPerson(userId: bigint): Promise<Person | null> {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: {
      id: true,
      email: true,
      emailVerified: true,
      name: true,
      adminRole: true,
      locale: true,
      createdAt: true,
      processorCustomerRef: true,
      passwordHash: true,
      secondFactor: { select: { confirmedAt: true } },
      oauthAccounts: { select: { provider: true } },
      wallets: { orderBy: { id: 'asc' }, include: { lots: { orderBy: { accountId: 'asc' } } } },
      creator: {
        select: {
          id: true,
          handle: true,
          name: true,
          payoutAccount: true,
          accounts: { where: { type: 'creator_available' }, select: { currency: true } },
        },
      },
    },
  });
  if (!user) return null;
  return {
    userId: user.id,
    email: user.email,
    emailVerified: user.emailVerified !== null,
    name: user.name,
    adminRole: user.adminRole,
    locale: user.locale,
    createdAt: user.createdAt,
    processorCustomerRef: user.processorCustomerRef,
    hasPassword: user.passwordHash !== null,
    hasSecondFactor: Boolean(user.secondFactor?.confirmedAt),
    providers: user.oauthAccounts.map(({ provider }) => provider),
    wallets: user.wallets.map((wallet) => {
      const lots = wallet.lots.filter(({ kind, balanceMicros }) => kind === 'paid' || balanceMicros > 0n);
      return {
        walletId: wallet.id,
        currency: wallet.currency,
        status: wallet.status,
        frozenAt: wallet.frozenAt,
        frozenReason: wallet.frozenReason,
        lots,
        emptyGifts: wallet.lots.length - lots.length,
      };
    }),
    creator: user.creator && (await readCreator(user.creator)),
  };
}

interface CreatorRow {
  id: bigint;
  handle: string;
  name: string;
  payoutAccount: {
    status: PayoutAccountStatus;
    accountRef: string | null;
    frozenAt: Date | null;
    frozenReason: string | null;
  } | null;
  accounts: { currency: string }[];
}

async function readCreator({
  id,
  handle,
  name,
  payoutAccount,
  accounts,
}: CreatorRow): Promise<PersonCreator> {
  const currencies = accounts.map(({ currency }) => currency).filter(isCurrencyCode);
  return {
    creatorId: id,
    handle,
    name,
    payoutStatus: payoutAccount?.status ?? 'not_started',
    accountRef: payoutAccount?.accountRef ?? null,
    frozenAt: payoutAccount?.frozenAt ?? null,
    frozenReason: payoutAccount?.frozenReason ?? null,
    balances: await Promise.all(
      currencies.map(async (currency) => {
        const [balance, { heldMicros }] = await Promise.all([
          getEarningsBalance(id, currency),
          readGiftHold(db, id, currency),
        ]);
        return { currency, ...balance, heldMicros };
      }),
    ),
  };
}
