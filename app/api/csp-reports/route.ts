import { findReportReader } from '@/lib/core/http/csp-report';
import { readBounded } from '@/lib/core/http/read-bounded';
import { log } from '@/lib/core/log';
import { getObserver } from '@/lib/core/observe';
import { createLimiter } from '@/lib/core/rate-limit-here';
import { MINUTE_MS } from '@/lib/core/time';
import { publicRoute } from '@/lib/entry/routes';

const MAX_BYTES = 16_384;

// Anyone can send reports: neither one source nor all together may fill the log.
const together = createLimiter({ limit: 300, windowMs: MINUTE_MS });

/**
 * `POST` from browsers whose page's policy stopped something (`report-uri`, `report-to`): one log line and
 * one count for each. 204; 400 for what is no report, 413 over 16 KiB, 415 for other types, 429 after 20 a
 * minute from one source or 300 from all.
 */
export const POST = publicRoute(
  { name: 'csp-reports', limit: { most: 20, seconds: 60 } },
  async ({ request }) => {
    together.count('');
    const read = findReportReader(request.headers.get('content-type'));
    if (!read) return answer(415);
    const body = await readBounded(request, MAX_BYTES);
    if (body === null) return answer(413);
    const reports = read(parse(body));
    if (!reports) return answer(400);
    for (const report of reports) {
      log.warn(report, 'the policy of a page stopped something');
      getObserver()?.cspReport(report.directive);
    }
    return answer(204);
  },
);

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function answer(status: number): Response {
  return new Response(null, { status });
}
