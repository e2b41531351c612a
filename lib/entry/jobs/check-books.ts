import 'server-only';
import type { Task } from 'graphile-worker';
import { log } from '@/lib/core/log';
import { checkBooks } from '@/lib/entry/health';

/** Every night, and when a worker starts that missed it: whether the books are true. */
export const checkBooksTask: Task = async () => {
  const { brokenLaws } = await checkBooks();
  log.info({ brokenLaws: brokenLaws.length }, 'the books were checked');
};
