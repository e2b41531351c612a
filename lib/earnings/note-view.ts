import 'server-only';
import { isbot } from 'isbot';
import { headers } from 'next/headers';
import { after } from 'next/server';
import { env } from '../env';
import { log } from '../log';
import { addressOf } from '../request-context';
import { recordView, type View } from './record-view';
import { viewCountryOf } from './view-country';
import { viewSourceOf } from './view-source';

interface Seen {
  itemId: bigint;
  readerId: bigint | null;
  from: string | null;
  utmSource: string | null;
}

/** Counts the view in hand once its answer is on its way, so that no reader waits for it. Needs Next's request scope. */
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

/** The view that a request is; null for programs, prefetches and the answers to actions, which nobody came to read. */
export function readView({ itemId, readerId, from, utmSource }: Seen, list: Headers): View | null {
  const userAgent = list.get('user-agent') ?? '';
  const fetchedAhead = list.has('next-router-prefetch') || /prefetch/.test(list.get('sec-purpose') ?? '');
  if (fetchedAhead || list.has('next-action') || !userAgent || isbot(userAgent)) return null;
  const proxies = env.TRUSTED_PROXIES;
  return {
    itemId,
    readerId,
    address: addressOf(list),
    userAgent,
    source: viewSourceOf({
      referer: list.get('referer'),
      from,
      utmSource,
      ownHost: new URL(env.NEXTAUTH_URL).host,
    }),
    country: viewCountryOf(proxies > 0 && env.COUNTRY_HEADER ? list.get(env.COUNTRY_HEADER) : null),
  };
}
