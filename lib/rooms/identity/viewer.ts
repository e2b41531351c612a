import type { AdminRole, Role } from '@/lib/generated/prisma/enums';

/** Who is signed in, as far as the rest of the app needs to know. */
export interface Viewer {
  userId: bigint;
  sessionId: string;
  email: string;
  name: string | null;
  /** Where their days begin, as their browser said last; null if it never did. */
  timeZone: string | null;
  role: Role;
  /** What an admin may do; null for everyone else. */
  adminRole: AdminRole | null;
  /** Of admins: a second factor is on. False for everyone else, who need not be asked about. */
  hasSecondFactor: boolean;
  /** Has shown within the last minutes who they are (see proof.ts). */
  isProved: boolean;
}

/** A signed-in admin. */
export interface AdminViewer extends Viewer {
  adminRole: AdminRole;
}

/** A signed-in creator. Every query of the studio carries `creatorId`, so it finds only their things. */
export interface CreatorViewer extends Viewer {
  creatorId: bigint;
  handle: string;
}
