import { db } from '@/lib/core/db';
import { describeUserAgent } from '@/lib/core/describe-user-agent';
import { OAUTH_PROVIDERS, type OauthProvider } from './provider-choices';

export interface SessionLine {
  sessionId: string;
  browser: string | null;
  system: string | null;
  address: string | null;
  lastSeenAt: Date;
}

/** A person's live sessions, the latest first. */
export async function listSessions(userId: bigint): Promise<SessionLine[]> {
  const rows = await db.session.findMany({
    where: { userId, revokedAt: null, awaitsSecondFactor: false, expiresAt: { gt: new Date() } },
    orderBy: { lastSeenAt: 'desc' },
    take: 50,
  });
  return rows.map((row) => ({
    sessionId: row.id,
    ...describeUserAgent(row.userAgent ?? ''),
    address: row.address,
    lastSeenAt: row.lastSeenAt,
  }));
}

export interface Identity {
  name: string | null;
  email: string;
  emailVerified: boolean;
  hasPassword: boolean;
  providers: OauthProvider[];
}

/** What the settings page shows of a person; the password's hash stays here. */
export async function getIdentity(userId: bigint): Promise<Identity> {
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      name: true,
      email: true,
      emailVerified: true,
      passwordHash: true,
      oauthAccounts: { select: { provider: true } },
    },
  });
  const linked = new Set(user.oauthAccounts.map((account) => account.provider));
  return {
    name: user.name,
    email: user.email,
    emailVerified: user.emailVerified !== null,
    hasPassword: user.passwordHash !== null,
    providers: OAUTH_PROVIDERS.filter((provider) => linked.has(provider)),
  };
}
