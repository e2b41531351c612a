import type { Role } from '@/lib/generated/prisma/enums';

/** Who is signed in, as far as the rest of the app needs to know. */
export interface Viewer {
  userId: bigint;
  sessionId: string;
  email: string;
  name: string | null;
  role: Role;
}
