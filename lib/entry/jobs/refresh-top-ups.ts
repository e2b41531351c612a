import 'server-only';
import type { Task } from 'graphile-worker';
import { refreshTopUps } from '@/lib/rooms/wallet';

/** Every minute: finds out about payments whose webhook did not come. */
export const refreshTopUpsTask: Task = async () => {
  await refreshTopUps();
};
