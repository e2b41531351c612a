import 'server-only';
import type { Task } from 'graphile-worker';
import { askForNewItems } from '@/lib/fonts/ask-for-new-items';
import { makeCuts } from '@/lib/fonts/make-cuts';
import { log } from '@/lib/log';

/** Every minute: the type of what was published lately, and whatever else pages have asked for. */
export const cutFontsTask: Task = async () => {
  await askForNewItems();
  const made = await makeCuts();
  if (made > 0) log.info({ made }, 'fonts were cut');
};
