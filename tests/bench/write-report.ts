import { readFileSync, writeFileSync } from 'node:fs';
import { drawPages, drawPlot } from './plot.ts';

// Puts the last full run of `npm run bench` into docs/performance.md and docs/performance.svg.
type Result = Record<string, number | null> & {
  ratios: Record<string, number | null>;
  machine: { cores: number; cpu: string; node: string; postgres: string };
};

const ROWS: [what: string, key: string, least: number, aim: number][] = [
  ['engine uniform ÷ interactive Prisma', 'uniform_to_prisma', 60, 120],
  ['engine uniform ÷ TPC-B', 'uniform_to_tpcb', 7, 12],
  ['engine uniform ÷ bulk insert, one connection', 'uniform_to_bulk', 0.45, 0.75],
  ['viral creator ÷ uniform', 'hot_creator_to_uniform', 0.9, 1],
  ['viral item ÷ uniform', 'hot_item_to_uniform', 0.9, 1],
  ['5 million rows ÷ 10 thousand', 'large_to_small', 0.8, 0.95],
  ['HTTP unlock ÷ HTTP no-op', 'http_unlock_to_noop', 0.6, 0.85],
  ['anonymous article ÷ HTTP no-op', 'page_article_to_noop', 1, 4],
  ['anonymous front page ÷ HTTP no-op', 'page_home_to_noop', 1, 4],
  ['owned article, signed in ÷ HTTP no-op', 'page_owned_to_noop', 0.1, 0.15],
];

function table(result: Result): string {
  const figures = Object.entries(result)
    .filter(([, value]) => typeof value === 'number')
    .map(([name, value]) => `| \`${name}\` | ${Number(value).toLocaleString('en')} |`);
  const ratios = ROWS.map(
    ([what, key, least, aim]) => `| ${what} | ${result.ratios[key] ?? '–'} | ${least} | ${aim} |`,
  );
  const { cores, cpu, node, postgres } = result.machine;
  return [
    `One run on ${cores} cores (${cpu}), Node ${node}, embedded PostgreSQL ${postgres}; client and ` +
      'server share the machine. The dashboard and the pages may be of runs of their own.',
    '',
    '| ratio | measured | at least | aim |',
    '| --- | ---: | ---: | ---: |',
    ...ratios,
    `| bytes on disk per unlock, indexes included | ${result.bytes_per_unlock} | 450 | 250 |`,
    `| the dashboard's data, 95th percentile, ms (at most) | ${result.dashboard_p95_ms ?? '–'} | 150 | 50 |`,
    '',
    '| figure | |',
    '| --- | ---: |',
    ...figures,
  ].join('\n');
}

const result = JSON.parse(readFileSync('tests/bench/result.json', 'utf8')) as Result;
const page = 'docs/performance.md';
const [before, rest] = readFileSync(page, 'utf8').split('<!-- measured -->');
const after = rest?.split('<!-- /measured -->')[1];
if (before === undefined || after === undefined)
  throw new Error(`${page} has lost its place for the figures.`);
writeFileSync(page, `${before}<!-- measured -->\n${table(result)}\n<!-- /measured -->${after}`);
writeFileSync('docs/performance.svg', drawPlot(result));
writeFileSync('docs/performance-pages.svg', drawPages(result));
