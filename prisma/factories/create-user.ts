import type { Tx } from '../../lib/core/db.ts';
import type { AdminRole, Role } from '../../lib/generated/prisma/enums.ts';
import { hashPassword } from '../../lib/rooms/identity/index.ts';

interface NewUser {
  email: string;
  name?: string;
  role?: Role;
  /** For admins: owner unless told otherwise. */
  adminRole?: AdminRole;
  /** Without one the person signs in by link only. */
  password?: string;
}

/** Makes a user, or returns the one with this address as it is. */
export async function createUser(tx: Tx, user: NewUser): Promise<{ id: bigint }> {
  const passwordHash = user.password ? await hashPassword(user.password) : null;
  return tx.user.upsert({
    where: { email: user.email },
    update: {},
    create: {
      email: user.email,
      name: user.name ?? null,
      role: user.role ?? 'reader',
      adminRole: user.role === 'admin' ? (user.adminRole ?? 'owner') : null,
      passwordHash,
      emailVerified: new Date(),
    },
    select: { id: true },
  });
}
