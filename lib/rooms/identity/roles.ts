import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { fromSqlState } from '@/lib/core/sql-states';
import type { AdminRole } from '@/lib/generated/prisma/enums';

export interface AdminListing {
  userId: bigint;
  email: string;
  name: string | null;
  adminRole: AdminRole;
  hasSecondFactor: boolean;
  lastSeenAt: Date | null;
}

/** Every admin, owners first. */
export async function listAdmins(): Promise<AdminListing[]> {
  const rows = await db.user.findMany({
    where: { adminRole: { not: null } },
    orderBy: [{ adminRole: 'desc' }, { email: 'asc' }],
    select: {
      id: true,
      email: true,
      name: true,
      adminRole: true,
      secondFactor: { select: { confirmedAt: true } },
      sessions: { orderBy: { lastSeenAt: 'desc' }, take: 1, select: { lastSeenAt: true } },
    },
  });
  return rows.flatMap(({ id, email, name, adminRole, secondFactor, sessions }) =>
    adminRole
      ? {
          userId: id,
          email,
          name,
          adminRole,
          hasSecondFactor: Boolean(secondFactor?.confirmedAt),
          lastSeenAt: sessions[0]?.lastSeenAt ?? null,
        }
      : [],
  );
}

/**
 * Makes a person an admin of this role, changes the role, or (null) takes it away. An owner may step down,
 * but the last one stays: the database sees to that, however many leave at once. Throws `not_found`,
 * `last_owner`, and `address_not_proved` for an account whose address nobody has shown to hold.
 */
export async function setAdminRole(
  target: { userId: bigint } | { email: string },
  adminRole: AdminRole | null,
  act: Act,
): Promise<{ email: string }> {
  try {
    return await db.$transaction(async (tx) => {
      const where = 'userId' in target ? { id: target.userId } : target;
      const user = await tx.user.findUnique({
        where,
        select: {
          id: true,
          email: true,
          emailVerified: true,
          adminRole: true,
          creator: { select: { id: true } },
        },
      });
      if (!user) throw new DomainError('not_found');
      // Anyone who signed up with this address may not be who the owner means.
      if (adminRole && !user.emailVerified) throw new DomainError('address_not_proved');
      const role = adminRole ? 'admin' : user.creator ? 'creator' : 'reader';
      await tx.user.update({ where: { id: user.id }, data: { adminRole, role }, select: { id: true } });
      await writeAudit(
        tx,
        auditOf(act, {
          action: 'set_admin_role',
          subjectType: 'user',
          subjectId: user.id,
          before: { adminRole: user.adminRole },
          after: { adminRole },
        }),
      );
      return { email: user.email };
    });
  } catch (error) {
    throw fromSqlState(error);
  }
}
