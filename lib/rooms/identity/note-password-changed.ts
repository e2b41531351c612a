import type { Tx } from '@/lib/core/db';
import { enqueue } from '@/lib/core/outbox/enqueue';
import { mailIsAvailable } from '@/lib/ground/mail';
import type { AuthRequest } from './auth-request';

/** Mails the owner that the password has changed, no matter who changed it. */
export async function notePasswordChanged(
  tx: Tx,
  userId: bigint,
  { locale }: Pick<AuthRequest, 'locale'>,
): Promise<void> {
  if (mailIsAvailable()) await enqueue(tx, { kind: 'password_changed', to: { userId }, payload: { locale } });
}
