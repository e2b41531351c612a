import 'server-only';
import type { Viewer } from '../auth/viewer';
import { env } from '../env';
import type { Reading } from './item-card';

/** For whom lists and articles are put together: the viewer, with prices in this installation's currency. */
export function readingOf(viewer: Viewer | null): Reading {
  return { readerId: viewer?.userId ?? null, currency: env.WALLET_CURRENCY };
}
