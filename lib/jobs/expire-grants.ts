import 'server-only';
import type { Task } from 'graphile-worker';
import { expireGrants } from '@/lib/ledger/expire-grants';
import { log } from '@/lib/log';

/** Every few minutes: what is left of gifts past their date goes back to promotions. */
export const expireGrantsTask: Task = async () => {
  const expired = await expireGrants();
  if (expired > 0) log.info({ expired }, 'gifts past their date were taken back');
};
