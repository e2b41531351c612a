type Bar = [label: string, key: string, ours: boolean];

const BARS: Bar[] = [
  ['Interactive Prisma transaction', 'prisma_interactive_per_s', false],
  ['TPC-B, five statements', 'tpcb_per_s', false],
  ['Ledger, 64 readers', 'engine_uniform_64_per_s', true],
  ['Ledger, 512 readers', 'engine_uniform_per_s', true],
  ['… one viral creator', 'engine_hot_creator_per_s', true],
  ['… one viral item', 'engine_hot_item_per_s', true],
  ['… on 10 thousand transfers', 'engine_small_per_s', true],
  ['… on 5 million transfers', 'engine_large_per_s', true],
  ['Bare bulk insert, one connection', 'bulk_insert_per_s', false],
  ['Bare bulk insert, two', 'bulk_insert_two_lanes_per_s', false],
  ['Over HTTP: a route that does nothing', 'http_noop_per_s', false],
  ['Over HTTP: an unlock', 'http_unlock_per_s', true],
];
const PAGES: Bar[] = [
  ['A route that does nothing', 'page_noop_per_s', false],
  ['Article, anonymous', 'page_article_per_s', true],
  ['Front page, anonymous', 'page_home_per_s', true],
  ['Topic, anonymous', 'page_topic_per_s', true],
  ['Owned article, signed in', 'page_owned_article_per_s', true],
];
const LEFT = 290;
const WIDTH = 620;
const ROW = 30;
const DECADES = [10, 100, 1_000, 10_000, 100_000];

/** Unlocks per second as bars on a logarithmic scale, as SVG. */
export function drawPlot(rates: Record<string, unknown>): string {
  return draw(rates, BARS, { what: 'Unlocks (or transactions) per second', from: 50, to: 200_000 });
}

/** Pages per second, likewise. */
export function drawPages(rates: Record<string, unknown>): string {
  return draw(rates, PAGES, { what: 'Pages per second', from: 5, to: 20_000 });
}

function draw(
  rates: Record<string, unknown>,
  rows: Bar[],
  { what, from, to }: { what: string; from: number; to: number },
): string {
  const x = (rate: number) => LEFT + (WIDTH * Math.log10(rate / from)) / Math.log10(to / from);
  const bars = rows.map(([label, key, ours], k) => {
    const rate = rates[key];
    const y = 50 + k * ROW;
    const name = `<text x="${LEFT - 12}" y="${y + 15}" text-anchor="end">${label}</text>`;
    if (typeof rate !== 'number') return name;
    return `${name}<rect x="${LEFT}" y="${y}" width="${(x(rate) - LEFT).toFixed(1)}" height="20" rx="2"
      fill="${ours ? '#a8582a' : '#b9b2a6'}"/>
  <text x="${(x(rate) + 8).toFixed(1)}" y="${y + 15}"
    class="n">${Math.round(rate).toLocaleString('en')}</text>`;
  });
  const bottom = 50 + rows.length * ROW;
  const grid = DECADES.filter((rate) => rate > from && rate < to).map(
    (rate) => `<line x1="${x(rate).toFixed(1)}" x2="${x(rate).toFixed(1)}" y1="40" y2="${bottom}"
      stroke="#ddd6ca"/>
  <text x="${x(rate).toFixed(1)}" y="${bottom + 20}" text-anchor="middle"
    class="n">${rate.toLocaleString('en')}</text>`,
  );

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 ${bottom + 40}" role="img"
    aria-labelledby="t">
  <title id="t">${what} in one run, logarithmic scale</title>
  <style>text{font:14px Inter,system-ui,sans-serif;fill:#2a2520}.n{font-variant-numeric:tabular-nums;fill:#5c544a}</style>
  <rect width="1000" height="${bottom + 40}" fill="#fbf8f2"/>
  <text x="${LEFT}" y="26" style="font-weight:600">${what}, one run, logarithmic scale</text>
  ${grid.join('\n  ')}
  ${bars.join('\n  ')}
</svg>
`;
}
