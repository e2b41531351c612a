import { expect, test } from 'vitest';
import { viewSourceOf } from './view-source';

const CASES: [expected: string, given: { referer?: string; from?: string; utmSource?: string }][] = [
  ['direct', {}],
  ['home', { referer: 'https://farthing.example/' }],
  ['search', { referer: 'https://farthing.example/search?q=wren' }],
  ['topic', { referer: 'https://farthing.example/topics/money' }],
  ['creator', { referer: 'https://farthing.example/creators/wren-hale' }],
  ['article', { referer: 'https://farthing.example/read/another' }],
  ['direct', { referer: 'https://farthing.example/wallet' }],
  ['site:news.ycombinator.com', { referer: 'https://news.ycombinator.com/item?id=1' }],
  ['site:example.org', { referer: 'https://www.Example.org/' }],
  // What a link says of itself outranks the page that it stood on.
  ['feed', { from: 'feed', referer: 'https://reader.example.org/' }],
  ['feed', { utmSource: 'RSS' }],
  ['site:newsletter', { utmSource: 'Newsletter', referer: 'https://mail.example.org/' }],
  // Nothing odd becomes a name.
  ['direct', { from: 'somewhere' }],
  ['direct', { utmSource: '<script>alert(1)</script>' }],
  ['direct', { utmSource: '=cmd|calc' }],
  ['direct', { referer: 'not an address' }],
  ['direct', { referer: 'android-app://com.example/' }],
  ['direct', { referer: 'http://192.168.1.1/' }],
  ['direct', { referer: `https://${'a'.repeat(80)}.example/` }],
];

for (const [expected, given] of CASES) {
  test(`${JSON.stringify(given)} comes from ${expected}`, () => {
    const { referer = null, from = null, utmSource = null } = given;
    expect(viewSourceOf({ referer, from, utmSource, ownHost: 'farthing.example' })).toBe(expected);
  });
}
