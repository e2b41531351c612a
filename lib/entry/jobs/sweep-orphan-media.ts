import 'server-only';
import type { Task } from 'graphile-worker';
import { log } from '@/lib/core/log';
import { sweepMedia } from '@/lib/rooms/media';

/** Every ten minutes. */
export const sweepOrphanMediaTask: Task = async () => {
  const swept = await sweepMedia();
  if (swept.media + swept.spooled > 0) log.info(swept, 'unneeded media was swept');
};
