const BARS: [label: string, key: string, ours: boolean][] = [
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
const LEFT = 290;
const WIDTH = 620;
const ROW = 30;
const DECADES = [100, 1_000, 10_000, 100_000];
const x = (rate: number) => LEFT + (WIDTH * Math.log10(rate / 50)) / Math.log10(200_000 / 50);

/** Unlocks per second as bars on a logarithmic scale, as SVG. */
export function drawPlot(rates: Record<string, unknown>): string {
  const bars = BARS.map(([label, key, ours], k) => {
    const rate = rates[key];
    const y = 50 + k * ROW;
    const name = `<text x="${LEFT - 12}" y="${y + 15}" text-anchor="end">${label}</text>`;
    if (typeof rate !== 'number') return name;
    return `${name}<rect x="${LEFT}" y="${y}" width="${(x(rate) - LEFT).toFixed(1)}" height="20" rx="2" fill="${ours ? '#a8582a' : '#b9b2a6'}"/>
  <text x="${(x(rate) + 8).toFixed(1)}" y="${y + 15}" class="n">${Math.round(rate).toLocaleString('en')}</text>`;
  });
  const bottom = 50 + BARS.length * ROW;
  const grid = DECADES.map(
    (
      rate,
    ) => `<line x1="${x(rate).toFixed(1)}" x2="${x(rate).toFixed(1)}" y1="40" y2="${bottom}" stroke="#ddd6ca"/>
  <text x="${x(rate).toFixed(1)}" y="${bottom + 20}" text-anchor="middle" class="n">${rate.toLocaleString('en')}</text>`,
  );

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 ${bottom + 40}" role="img" aria-labelledby="t">
  <title id="t">Unlocks per second in one run, logarithmic scale</title>
  <style>text{font:14px Inter,system-ui,sans-serif;fill:#2a2520}.n{font-variant-numeric:tabular-nums;fill:#5c544a}</style>
  <rect width="1000" height="${bottom + 40}" fill="#fbf8f2"/>
  <text x="${LEFT}" y="26" style="font-weight:600">Unlocks (or transactions) per second, one run, logarithmic scale</text>
  ${grid.join('\n  ')}
  ${bars.join('\n  ')}
</svg>
`;
}
