import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentionedMedia } from '@/lib/core/media-addresses';
import { countWords } from '@/lib/desks/studio/count-words';
import { cleanLine, cleanText } from '@/lib/desks/studio/draft-rules';
import { importMarkdown } from '@/lib/desks/studio/import-markdown';
import { openingClass } from '../../../components/article/opening-class';
import { FORMATS, formatText } from '../../../components/studio/editor/format-text';
import { SLOW_PIECES, slowTexts } from '../../../tests/support/slow-texts';
import { bareAddressEnd } from './bare-address-end';
import { isCleanHtml } from './check-html';
import { fillSlots } from './fill-slots';
import { renderMarkdown } from './render-markdown';
import { splitTeaser } from './split-teaser';

/** Processor time, which other work on the machine doesn't use up: many times what these texts take. */
const MOST_MS = 3_000;

function expectSoon<T>(run: () => T): T {
  const before = process.threadCpuUsage();
  const result = run();
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(MOST_MS);
  return result;
}

describe('16,000 characters of anything are rendered soon', () => {
  test.each(Object.entries(slowTexts(16_000)))('%s', (_name, text) => {
    const { opening } = expectSoon(() => renderMarkdown({ teaser: text, body: '' }));
    expect(isCleanHtml(opening)).toBe(true);
  });
});

/** Up to 16,000 characters of pieces that parsers find hard, repeated and mixed. */
const hostile = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(...SLOW_PIECES),
        fc.array(fc.constantFrom(...SLOW_PIECES), { maxLength: 4 }).map((pieces) => pieces.join('')),
        fc.string({ unit: 'grapheme', maxLength: 8 }),
      ),
      fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 4_000 })),
    ),
    { maxLength: 8 },
  )
  .map((parts) =>
    parts.reduce((text, [piece, times]) => text + piece.repeat(times).slice(0, 16_000 - text.length), ''),
  );

const each = (check: (text: string) => void, numRuns = 60) =>
  fc.assert(
    fc.property(hostile, (text) => {
      expectSoon(() => check(text));
    }),
    { numRuns },
  );

describe('whatever is written, every reader of it ends soon', () => {
  const pictures = new Map();
  const labels = { notes: 'Notes', back: 'Back' };

  test('the renderer, and what comes out holds only what articles may hold', () =>
    each((text) => {
      const half = Math.floor(text.length / 2);
      const { opening, rest } = renderMarkdown({ teaser: text.slice(0, half), body: text.slice(half) });
      expect(isCleanHtml(opening) && isCleanHtml(rest ?? '')).toBe(true);
      expect(opening).not.toContain('whitespace-pre-wrap');
      fillSlots(opening + rest, labels, pictures);
    }));

  test('the file that is imported', () =>
    each((text) => {
      try {
        importMarkdown('a.md', new TextEncoder().encode(text));
      } catch (error) {
        expect(error).toMatchObject({ code: 'invalid_input' });
      }
    }));

  test.each<[string, (text: string) => unknown]>([
    ['the cut', splitTeaser],
    ['the opening', openingClass],
    ['the words', (text) => countWords(text, 'ko')],
    ['the pictures', mentionedMedia],
    ['an address', (text) => bareAddressEnd(text, 0)],
    ['a text that is saved', cleanText],
    ['a line that is saved', cleanLine],
    [
      'the toolbar',
      (text) =>
        FORMATS.map((format) =>
          formatText(format, text, 10, text.length, { text: 't', address: 'a', picture: 'p' }),
        ),
    ],
  ])('%s', (_name, read) => each(read));
});

test('the second wall stands by itself', () => {
  for (const html of [
    '<script>',
    '<p onclick="a">',
    '<p class="x">',
    '<a href="javascript:alert(1)">',
    '<img src="http://a.b">',
    '<img src="x" onerror="a">',
    '<p',
    '<constructor>',
    '</p id="x">',
    '<div style="x">',
    '<!-- x -->',
  ])
    expect(isCleanHtml(html)).toBe(false);
  expect(isCleanHtml('<p>a &lt;b&gt; <a href="/x" rel="nofollow">c</a></p>')).toBe(true);
});
