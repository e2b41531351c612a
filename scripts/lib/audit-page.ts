import lighthouse from 'lighthouse';

export interface PageAudit {
  /** Of 100: of each run, and their median. */
  scores: number[];
  score: number;
  firstPaintMs: number;
  largestPaintMs: number;
  blockingMs: number;
  /** Cumulative layout shift. */
  shift: number;
  /** On the wire. */
  bytes: { document: number; script: number; font: number; total: number };
}

interface Asked {
  url: string;
  language: string;
  /** Of a Chromium that waits for orders. */
  port: number;
  runs: number;
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Lighthouse's performance of a page on its usual phone (slow 4G), each run with an empty cache. */
export async function auditPage({ url, language, port, runs }: Asked): Promise<PageAudit> {
  const results: Omit<PageAudit, 'scores'>[] = [];
  for (let run = 0; run < runs; run++) results.push(await measure(url, language, port));
  const mid = (key: Exclude<keyof PageAudit, 'scores' | 'bytes'>) =>
    median(results.map((result) => result[key]));
  return {
    scores: results.map((result) => result.score),
    score: mid('score'),
    firstPaintMs: mid('firstPaintMs'),
    largestPaintMs: mid('largestPaintMs'),
    blockingMs: Math.round(mid('blockingMs')),
    shift: mid('shift'),
    bytes: results[0]?.bytes ?? { document: 0, script: 0, font: 0, total: 0 },
  };
}

async function measure(url: string, language: string, port: number): Promise<Omit<PageAudit, 'scores'>> {
  const result = await lighthouse(url, {
    port,
    onlyCategories: ['performance'],
    extraHeaders: { 'accept-language': language },
    logLevel: 'error',
  });
  if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message ?? 'No result.');
  const { audits, categories } = result.lhr;
  const figure = (id: string) => audits[id]?.numericValue ?? Number.NaN;
  const details = audits['network-requests']?.details;
  const requests = (details && 'items' in details ? details.items : []) as {
    resourceType?: string;
    transferSize?: number;
  }[];
  const bytesOf = (type?: string) =>
    requests
      .filter((request) => type === undefined || request.resourceType === type)
      .reduce((sum, request) => sum + (request.transferSize ?? 0), 0);
  return {
    score: Math.round((categories.performance?.score ?? 0) * 100),
    firstPaintMs: figure('first-contentful-paint'),
    largestPaintMs: figure('largest-contentful-paint'),
    blockingMs: figure('total-blocking-time'),
    shift: figure('cumulative-layout-shift'),
    bytes: {
      document: bytesOf('Document'),
      script: bytesOf('Script'),
      font: bytesOf('Font'),
      total: bytesOf(),
    },
  };
}
