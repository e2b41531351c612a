import { describe, expect, test } from 'vitest';
import { fillSlots } from './fill-slots';
import type { Picture } from './pictures';
import { renderMarkdown } from './render-markdown';
import { splitTeaser } from './split-teaser';

const labels = { notes: 'Notes', back: 'Back to the text' };
const render = (source: string, pictures = new Map<string, Picture>()) =>
  fillSlots(renderMarkdown({ teaser: source, body: '' }).opening, labels, pictures);

describe('what authors write', () => {
  test('text, emphasis and headings, which start at h2 and have an address', () => {
    expect(render('# A *fine* title\n\nText.')).toBe(
      '<h2 id="s-a-fine-title">A <em>fine</em> title</h2>\n<p>Text.</p>',
    );
    expect(render('## 골목의 폭\n\n## 골목의 폭')).toContain('id="s-골목의-폭-2"');
  });

  test('tables in a box that scrolls', () => {
    const html = render('| a | b |\n| --- | ---: |\n| 1 | 2 |');
    expect(html).toMatch(/^<div class="scroll-x" tabindex="0"><table>/);
    expect(html).toContain('<td align="right">2</td>');
  });

  test('footnotes link there and back', () => {
    const html = render('Bells[^a].\n\n[^a]: Cast in 1896.');
    expect(html).toContain('href="#note-fn-1"');
    expect(html).toContain('id="note-fn-1"');
    expect(html).toContain('href="#note-fnref-1"');
    expect(html).toContain('id="note-fnref-1"');
    expect(html).toContain('>Notes</h2>');
  });

  test('a note mark without its note is left out', () => {
    expect(render('Bells[^1] ring. `x[^1]`')).toBe('<p>Bells ring. <code>x[^1]</code></p>');
  });

  test('code is highlighted', () => {
    expect(render('```ts\nconst a = 1;\n```')).toContain('<span class="hljs-keyword">const</span>');
  });

  test('own figures get their size, foreign images no referrer', () => {
    const own = render('![Two waves](/figures/ko-bell-beats.svg "How they add")');
    expect(own).toContain('<figure><img src="/figures/ko-bell-beats.svg" alt="Two waves" loading="lazy"');
    expect(own).toContain('width="720" height="430"');
    expect(own).toContain('<figcaption>How they add</figcaption>');
    expect(render('![a](https://example.com/a.png)')).toContain('referrerpolicy="no-referrer"');
  });

  test('an upload appears with its sizes where this reader may load it, and not at all elsewhere', () => {
    const id = '0b8f1c5e-7f0a-4d53-9d0e-6a1f2b3c4d5e';
    const picture = {
      src: `/api/media/${id}?w=480`,
      srcSet: `/api/media/${id}?w=480 480w`,
      width: 480,
      height: 320,
    };
    const draw = (source: string, soon: boolean) => render(source, new Map([[id, { ...picture, soon }]]));
    expect(draw(`![A stone](/api/media/${id})`, false)).toMatch(
      new RegExp(
        '^<figure><img src="[^"]+\\?w=480" srcset="[^"]+ 480w" width="480" height="320" sizes="[^"]+" ' +
          'alt="A stone" loading="lazy" decoding="async"></figure>$',
      ),
    );
    expect(draw(`![A stone](/api/media/${id})`, true)).toContain('loading="eager"');
    for (const other of [
      `/api/media/${id}?download=1`,
      `/api/media/${id.replace('0', '1')}`,
      `/api/media/../${id}`,
    ])
      expect(draw(`![A stone](${other})`, false)).not.toContain('<img');
    expect(render(`![A stone](/api/media/${id})`)).not.toContain('<img');
  });

  test('links outward carry no rank', () => {
    expect(render('[a](https://example.com)')).toContain('rel="nofollow noopener noreferrer"');
    expect(render('[a](/topics/money)')).toBe('<p><a href="/topics/money">a</a></p>');
  });
});

describe('hostile input', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<style>body{display:none}</style>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\nscript:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:alert(1))',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml,<svg/onload=alert(1)>)',
    '![x](http://tracker.example/a.png)',
    '![x](//tracker.example/a.png)',
    '![x](/api/secret)',
    '![x](/figures/../api/x.svg)',
    '<javascript:alert(1)>',
    '[a]: javascript:alert(1)\n\n[a]',
    '<!-- a comment --> <b onmouseover=alert(1)>x</b>',
    '```js" onclick="alert(1)\nx\n```',
    '# <img src=x onerror=alert(1)>',
    '[^x"onclick="alert(1)]\n\n[^x"onclick="alert(1)]: note',
  ])('%s comes out harmless', (source) => {
    const html = render(source);
    expect(html).not.toMatch(/<(script|style|svg|iframe|b|object|embed)\b/i);
    expect(html).not.toMatch(/<[^>]*\s(on\w+|style|srcdoc)=/i);
    expect(html).not.toMatch(/(href|src)="(?!https:\/\/|\/figures\/[\w-]+\.|#note-|\/topics)/i);
    expect(html).not.toContain('<!--');
  });

  test.each([
    ['quotes', `${'>'.repeat(5_000)} x`],
    ['lists', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i * 2)}- x`).join('\n')],
    ['marks in a row', `${'- '.repeat(3_000)}x`],
    ['numbers in a row', `${'1. '.repeat(3_000)}x`],
    ['brackets', '['.repeat(5_000)],
    ['stars', '*a _b '.repeat(2_000)],
    ['pipes', `|${'a|'.repeat(3_000)}\n|${'-|'.repeat(3_000)}`],
    ['backticks', Array.from({ length: 300 }, (_, i) => '`'.repeat(i)).join(' ')],
  ])('deep or endless %s neither throw nor hang', (_name, source) => {
    const before = process.threadCpuUsage();
    expect(render(source).length).toBeGreaterThan(0);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(10_000);
  });

  test('a text beyond every length is shown plain', () => {
    expect(render(`${'<b>'.repeat(150_000)}`)).toMatch(/^<p class="whitespace-pre-wrap">&lt;b&gt;/);
  });
});

test('the teaser ends at the first cut', () => {
  expect(splitTeaser('a\n\n<!-- more -->\n\nb\n\n<!--more-->\n\nc')).toEqual({
    teaser: 'a',
    body: 'b\n\n<!--more-->\n\nc',
  });
  expect(splitTeaser('a')).toEqual({ teaser: 'a', body: '' });
});

test('an article comes in its two parts, and a note in the body serves the teaser', () => {
  const { opening, rest } = renderMarkdown({
    teaser: 'Bells[^1].\n\n- a',
    body: '- b\n\n## More\n\nText.\n\n[^1]: Cast.',
  });
  expect(opening).toContain('href="#note-fn-1"');
  expect(opening).not.toContain('More');
  expect(opening).toContain('<li>a</li>\n</ul>');
  expect(rest).toMatch(/^<ul>\n<li>b/);
  expect(rest).toContain('<h2 id="s-more">More</h2>');
  expect(rest).toContain('id="note-fn-1"');
  expect(rest).not.toContain('Bells');
});

test('a fence that is left open in the free part does not swallow the paid one', () => {
  const { opening, rest } = renderMarkdown({ teaser: '```\ncode', body: 'Text.' });
  expect(opening).not.toContain('Text.');
  expect(rest).toBe('<p>Text.</p>');
});
