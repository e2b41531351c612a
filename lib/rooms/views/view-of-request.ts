import 'server-only';
import { isbot } from 'isbot';
import { env } from '../../core/env.ts';
import { addressOf, type SentHeaders } from '../../core/http/address-of.ts';
import type { View } from './record-view.ts';
import { viewCountryOf } from './view-country.ts';
import { viewSourceOf } from './view-source.ts';

export interface Seen {
  itemId: bigint;
  readerId: bigint | null;
  from: string | null;
  utmSource: string | null;
}

/** The view that a request is; null for programs, prefetches and answers to actions. */
export function readView({ itemId, readerId, from, utmSource }: Seen, list: SentHeaders): View | null {
  const userAgent = list.get('user-agent') ?? '';
  const fetchedAhead = list.has('next-router-prefetch') || /prefetch/.test(list.get('sec-purpose') ?? '');
  // Who is signed in is somebody, however their browser calls itself: their unlocks count, so their views do.
  const isProgram = readerId === null && (!userAgent || isbot(userAgent));
  if (fetchedAhead || list.has('next-action') || isProgram) return null;
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
