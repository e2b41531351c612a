import type { Store } from './store.ts';

/** Stripe's name and the API version whose shapes the sandbox answers with (that of the installed SDK). */
export const API_VERSION = '2026-10-28.endive';

/** What every part of the sandbox needs: the data, the time and where its own pages are. */
export interface World {
  store: Store;
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Base of the hosted pages, without a slash at the end. */
  publicUrl(): string;
  merchantName: string;
  /**
   * The API request that is being answered; null for what a page or the clock causes. Events carry it.
   * `account` is the connected account that it was made for.
   */
  request: { id: string; idempotencyKey: string | null; account?: string } | null;
}

/** Seconds since 1970, as Stripe stamps its objects. */
export function nowSeconds(world: World): number {
  return Math.floor(world.nowMs() / 1000);
}
