import 'server-only';
import type { Task } from 'graphile-worker';
import { log } from '@/lib/core/log';
import { publishScheduled } from '@/lib/desks/studio';

/** Every minute: what its creator set for now goes on sale. */
export const publishScheduledTask: Task = async () => {
  const published = await publishScheduled();
  if (published > 0) log.info({ published }, 'scheduled items were published');
};
