import 'server-only';
import { headers } from 'next/headers';
import { after } from 'next/server';
import { log } from '@/lib/core/log';
import { readView, recordView, type Seen } from '@/lib/rooms/views';

/** Counts a view after its answer is sent, so no reader waits for it. Needs Next's request scope. */
export async function noteView(seen: Seen): Promise<void> {
  const view = readView(seen, await headers());
  if (!view) return;
  after(async () => {
    try {
      await recordView(view);
    } catch (error) {
      log.warn({ err: error, item: view.itemId }, 'a view was not counted');
    }
  });
}
