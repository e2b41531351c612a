import 'server-only';
import { env } from '@/lib/core/env';
import { isScrapeAllowed } from './is-scrape-allowed';

/** Whether this Authorization header has the token of the metrics; never where there is none. */
export function mayScrape(authorization: string | null): boolean {
  return Boolean(env.METRICS_TOKEN && isScrapeAllowed(authorization, env.METRICS_TOKEN));
}
