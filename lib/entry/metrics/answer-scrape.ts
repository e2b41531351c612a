import 'server-only';
import { log } from '@/lib/core/log';
import { getMetrics } from './get-metrics';
import { mayScrape } from './may-scrape';
import { readPlatformFigures } from './read-platform-figures';

/** All figures as Prometheus reads them; null without the right token, or where none is set. */
export async function answerScrape(
  authorization: string | null,
): Promise<{ type: string; text: string } | null> {
  if (!mayScrape(authorization)) return null;
  const metrics = getMetrics();
  try {
    await readPlatformFigures(metrics);
    metrics.databaseUp.set(1);
  } catch (error) {
    // What this process counted is worth most when the database is gone.
    metrics.databaseUp.set(0);
    log.warn({ err: error }, 'the figures of the database could not be read');
  }
  return { type: metrics.registry.contentType, text: await metrics.registry.metrics() };
}
