import { db } from '@/lib/core/db';

/** Changes how a person is called; null for no name. */
export async function saveName(userId: bigint, name: string | null): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { name }, select: { id: true } });
}
