import type Stripe from 'stripe';
import { resourceMissing } from './errors.ts';
import type { CreatedRange } from './params.ts';

export interface PageParams {
  limit: number;
  starting_after?: string;
  ending_before?: string;
}

/** One page of `items`, which come newest first. `url` is the path that was asked. */
export function pageOf<T extends { id: string; object: string }>(
  items: readonly T[],
  { limit, starting_after, ending_before }: PageParams,
  url: string,
): Stripe.ApiList<T> {
  const indexOf = (id: string, param: string): number => {
    const index = items.findIndex((item) => item.id === id);
    if (index === -1) throw resourceMissing(items[0]?.object.replaceAll('_', ' ') ?? 'object', id, param);
    return index;
  };
  if (ending_before !== undefined) {
    const end = indexOf(ending_before, 'ending_before');
    const start = Math.max(end - limit, 0);
    return { object: 'list', data: items.slice(start, end), has_more: start > 0, url };
  }
  const start = starting_after === undefined ? 0 : indexOf(starting_after, 'starting_after') + 1;
  return {
    object: 'list',
    data: items.slice(start, start + limit),
    has_more: items.length > start + limit,
    url,
  };
}

/** Whether a moment lies in the `created` filter of a list call. */
export function createdWithin(created: number, range: CreatedRange | undefined): boolean {
  if (range === undefined) return true;
  if (typeof range === 'number') return created === range;
  return (
    created > (range.gt ?? Number.NEGATIVE_INFINITY) &&
    created >= (range.gte ?? Number.NEGATIVE_INFINITY) &&
    created < (range.lt ?? Number.POSITIVE_INFINITY) &&
    created <= (range.lte ?? Number.POSITIVE_INFINITY)
  );
}
