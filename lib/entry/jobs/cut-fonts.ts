import 'server-only';
import type { Task } from 'graphile-worker';
import { log } from '@/lib/core/log';
import { askForNewItems, makeCuts } from '@/lib/rooms/fonts';

/** Every minute: the type of what was published lately, and whatever else pages have asked for. */
export const cutFontsTask: Task = async () => {
  await askForNewItems();
  const made = await makeCuts();
  if (made > 0) log.info({ made }, 'fonts were cut');
};
