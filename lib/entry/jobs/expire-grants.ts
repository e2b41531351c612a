import 'server-only';
import type { Task } from 'graphile-worker';
import { log } from '@/lib/core/log';
import { expireGrants } from '@/lib/ground/ledger';

/** Every few minutes: what is left of gifts past their date goes back to promotions. */
export const expireGrantsTask: Task = async () => {
  const expired = await expireGrants();
  if (expired > 0) log.info({ expired }, 'gifts past their date were taken back');
};
