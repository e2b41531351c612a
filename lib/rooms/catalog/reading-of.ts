import 'server-only';
import { env } from '@/lib/core/env';
import type { Reading } from './item-card';

/** For whom lists and articles are put together: the viewer, with prices in this installation's currency. */
export function readingOf(viewer: { userId: bigint } | null): Reading {
  return { readerId: viewer?.userId ?? null, currency: env.WALLET_CURRENCY };
}
