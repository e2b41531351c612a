import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const sources = ['app', 'components', 'lib'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.startsWith('generated'))
    .map((path) => join(folder, path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
);

test.each([
  [
    'how long a day is',
    /\b86_?400|\b3_600|\b60 \* 60\b|\b60 \* 60_000|\b(MINUTE|HOUR|DAY|WEEK)_(MS|SECONDS) =/,
    // Where buckets of a histogram begin.
    ['lib/core/time.ts', 'lib/entry/metrics/get-metrics.ts'],
  ],
  // The settings choose one by default.
  [
    'which currencies there are',
    /Record<CurrencyCode|\b(usd|krw):|'(usd|krw)'/,
    [
      'lib/core/currencies.ts',
      'lib/core/currency-input.ts',
      'lib/core/currency-limits.ts',
      'lib/core/env.ts',
    ],
  ],
  [
    'what an id looks like',
    /\[1-9\]\\d\{0,1\d\}|\^\\d\{1,1[89]\}\$/,
    ['lib/core/ids.ts', 'lib/core/micros-schema.ts'],
  ],
])('only one place says %s', (_what, pattern, places) => {
  const found = sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
  expect(found.sort()).toEqual(places);
});
