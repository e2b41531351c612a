import { PrismaAdapter } from '@next-auth/prisma-adapter';
import type { Adapter, AdapterUser } from 'next-auth/adapters';
import { writeAudit } from '@/lib/core/audit';
import type { AuditAction } from '@/lib/core/audit-actions';
import { db, type Tx } from '@/lib/core/db';
import { normaliseEmail } from '@/lib/core/normalise-email';
import type { AuthRequest } from './auth-request';
import { readForeignName } from './password-rules';
import { proveAddress } from './prove-address';

// Only what next-auth needs leaves the database; never the password's hash.
const SELECT = { id: true, email: true, emailVerified: true, name: true } as const;
type Row = { id: bigint; email: string; emailVerified: Date | null; name: string | null };

function toAdapterUser(row: Row): AdapterUser {
  return { ...row, id: String(row.id) };
}

/**
 * next-auth's Prisma adapter for our tables: ids are bigints, next-auth's "account" is our OauthAccount.
 * Sessions are not kept through it (see start-session). `signedInUserId` is who links a provider to
 * themselves, if anyone is signed in.
 */
export function createAdapter(request: AuthRequest, signedInUserId: bigint | null): Adapter {
  // Of the original we keep what touches no ids; its type asks for a client that has all of its own models.
  const { createVerificationToken, useVerificationToken } = PrismaAdapter(
    db as unknown as Parameters<typeof PrismaAdapter>[0],
  );
  return {
    createVerificationToken,
    useVerificationToken,
    getUser: (id) => find({ id: BigInt(id) }),
    getUserByEmail: (email) => find({ email: normaliseEmail(email) }),
    async getUserByAccount({ provider, providerAccountId }) {
      const account = await db.oauthAccount.findUnique({
        where: { provider_providerAccountId: { provider, providerAccountId } },
        select: { user: { select: SELECT } },
      });
      return account && toAdapterUser(account.user);
    },
    createUser: (user: Omit<AdapterUser, 'id'>) => createUser(user, request),
    /** next-auth calls this when a mailed link was followed: `emailVerified` is then set. */
    async updateUser({ id, emailVerified }) {
      const userId = BigInt(id);
      return db.$transaction(async (tx) => {
        if (emailVerified) await proveAddress(tx, userId, request);
        return toAdapterUser(await tx.user.findUniqueOrThrow({ where: { id: userId }, select: SELECT }));
      });
    },
    async linkAccount(account: {
      userId: string;
      type: string;
      provider: string;
      providerAccountId: string;
    }) {
      const userId = BigInt(account.userId);
      const { type, provider, providerAccountId } = account;
      await db.$transaction(async (tx) => {
        // Unless somebody signed in links a provider to themselves, the user was found by the address that
        // the provider vouches for.
        if (userId !== signedInUserId) await proveAddress(tx, userId, request);
        // The provider's tokens are not kept: nothing here uses them.
        await tx.oauthAccount.create({ data: { userId, type, provider, providerAccountId } });
        await audit(tx, 'link_provider', userId, request, { provider });
      });
    },
  };
}

async function find(where: { id: bigint } | { email: string }): Promise<AdapterUser | null> {
  const row = await db.user.findUnique({ where, select: SELECT });
  return row && toAdapterUser(row);
}

async function createUser(user: Omit<AdapterUser, 'id'>, request: AuthRequest): Promise<AdapterUser> {
  return db.$transaction(async (tx) => {
    const row = await tx.user.create({
      data: {
        email: normaliseEmail(user.email),
        emailVerified: user.emailVerified,
        name: readForeignName(user.name),
      },
      select: SELECT,
    });
    await audit(tx, 'sign_up', row.id, request, {});
    return toAdapterUser(row);
  });
}

async function audit(
  tx: Tx,
  action: AuditAction,
  userId: bigint,
  { address, requestId }: AuthRequest,
  after: Record<string, string>,
): Promise<void> {
  const subject = { subjectType: 'user', subjectId: String(userId) };
  await writeAudit(tx, { actorId: userId, action, ...subject, after, address, requestId });
}
