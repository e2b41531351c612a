import { describe, expect, test } from 'vitest';
import { exportMarkdown } from '@/lib/desks/studio/export-markdown';
import { importMarkdown } from '@/lib/desks/studio/import-markdown';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, name = 'a-file.md') => importMarkdown(name, bytes(text));
const faultOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as { fieldErrors?: { file?: string } }).fieldErrors?.file;
  }
  return undefined;
};

test('what is exported reads back the same', () => {
  const draft = {
    title: 'Quotes "and" \\slashes\\: # not a comment, 한글 — ✂︎',
    summary: "It's: [a, b] {c} & *d* | > --- 'e'",
    language: 'ko',
    topic: 'craft',
    coverMotif: 'strata',
    coverSeed: 9_999,
    price: '0.0350',
    text:
      '---\nnot: front matter\n---\n\n# A heading\n\nFree.\n\n<!-- more -->\n\nPaid. ' +
      '`---`\n\n---\n\nEnd.',
  };
  const { name, content } = exportMarkdown(draft);
  expect(name).toMatch(/^[a-z0-9-]+\.md$/);
  expect(importMarkdown(name, bytes(content))).toEqual({ fields: draft, ignored: [] });
  const bare = { ...draft, title: 'Only a title', summary: '', price: '', text: '' };
  expect(read(exportMarkdown(bare).content)).toEqual({ fields: bare, ignored: [] });
});

describe('import', () => {
  test('reads what it knows and names the rest', () => {
    const { fields, ignored } = read(
      '---\ntitle: T\ndescription: S\nlang: ko\ntopic: cities\nprice: 0.035\ndate: 2026-01-01\ntags: ' +
        '[a, b]\nlayout: post\ncover: {motif: none, seed: 1}\n---\nText.\r\n',
    );
    expect(fields).toEqual({
      title: 'T',
      summary: 'S',
      language: 'ko',
      topic: 'cities',
      price: '0.035',
      text: 'Text.',
    });
    expect(ignored).toEqual(['date', 'tags', 'layout', 'cover']);
  });

  test('values that mean nothing here are left out, never refused', () => {
    const { fields, ignored } = read(
      '---\ntitle: [x]\ntopic: sports\nlanguage: fr\nprice: {a: 1}\n---\n# Heading\n\nText',
    );
    expect(fields).toEqual({ title: 'Heading', text: 'Text' });
    expect(ignored).toEqual(['title', 'topic', 'language', 'price']);
  });

  test('without front matter the title is the first heading, else the name of the file', () => {
    expect(read('# 첫 제목 #\n\nText').fields).toEqual({ title: '첫 제목', text: 'Text' });
    expect(read('Text', 'my-first_piece.markdown').fields).toEqual({ title: 'my first piece', text: 'Text' });
    expect(read('\ufeff---\ntitle: With a mark\n---\nText').fields.title).toBe('With a mark');
  });

  test.each([
    ['an unclosed bracket', '---\ntitle: [a\n---\nText'],
    ['an indent from nowhere', '---\ntitle: a\n  b: c\n---\nText'],
    ['two of a name', '---\ntitle: a\ntitle: b\n---\nText'],
    ['a function', '---\ntitle: !!js/function "function () { return 1 }"\n---\nText'],
    ['brackets without end', `---\na: ${'['.repeat(20_000)}\n---\nText`],
  ])('bad YAML (%s) is said, nothing is guessed', (_what, text) => {
    expect(faultOf(() => read(text))).toBe('importYaml');
  });

  test.each([
    ['title: 12:30', '12:30'],
    ['title: 007', '007'],
    ['title: 21E08', '21E08'],
    ['title: 1_000', '1_000'],
    ['title: 0.10', '0.10'],
    ['title: 0x1F', '0x1F'],
    ['title: 2026-11-28', '2026-11-28'],
    ['title: yes', 'yes'],
    ['title: null', 'null'],
    ['title: ~', '~'],
    ['Title: 「경(輕)」', '「경(輕)」'],
    ['title: >\n  two\n  lines', 'two lines'],
  ])('%j is the title as it was written', (yaml, title) => {
    expect(read(`---\n${yaml}\n---\nText`).fields.title).toBe(title);
  });

  test.each(['010', '1e1', '1:30', '0,035', '3.5¢', '₩42', '0.10'])(
    'a price of %s stays as typed',
    (price) => {
      expect(read(`---\nprice: ${price}\n---\nText`).fields.price).toBe(price);
    },
  );

  test.each([
    ['ko-KR', 'ko'],
    ['ko_KR', 'ko'],
    ['KO', 'ko'],
    ['en-GB', 'en'],
    ['en-Latn-US', 'en'],
    ['fr', undefined],
    ['not a language', undefined],
    ['', undefined],
  ])('the language %j is %j', (lang, language) => {
    expect(read(`---\nlang: ${lang}\n---\nText`).fields.language).toBe(language);
  });

  test.each([
    ['only a heading', '---\n\n# Heading\n\n---\n\nText'],
    ['a list', '---\n- a\n- b\n---\nText'],
    ['words', '---\nSome words.\n---\nText'],
    ['a comment', '---\n# title: T\n---\nText'],
    ['nothing', '---\n---\nText'],
  ])('between two rules stands %s: that is text, all of it', (_what, text) => {
    expect(read(text)).toEqual({ fields: { title: 'a file', text }, ignored: [] });
  });

  test.each([
    ['Title\n====\n\nText', 'Title', 'Text'],
    ['\n두 줄 제목\n=\nText', '두 줄 제목', 'Text'],
    ['---\nprice: 1\n---\n\nTitle\n===\n\nText', 'Title', 'Text'],
    ['- item\n===\n\nText', 'a file', '- item\n===\n\nText'],
    ['Title\n=== x\n\nText', 'a file', 'Title\n=== x\n\nText'],
    ['Text first.\n\nTitle\n===', 'a file', 'Text first.\n\nTitle\n==='],
  ])('%j has the title %j', (source, title, text) => {
    expect(read(source).fields).toMatchObject({ title, text });
  });

  test('a title that is cut ends with a whole character', () => {
    const { title = '' } = read(`# ${'a'.repeat(155)}👩‍👩‍👧‍👦\n\nText`).fields;
    expect(title).toBe('a'.repeat(155));
  });

  test('a file cannot bring JavaScript along', () => {
    const text = '---js\n{ title: (globalThis.broughtAlong = "yes") }\n---\nText';
    expect(read(text).fields.title).toBe('a file');
    expect(globalThis).not.toHaveProperty('broughtAlong');
  });

  test('nested anchors do not swell', () => {
    const lines = [
      'a0: &a0 [x, x]',
      ...Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`),
    ];
    const { fields, ignored } = read(`---\n${lines.join('\n')}\ntitle: T\n---\nText`);
    expect(fields.title).toBe('T');
    expect(ignored).toHaveLength(41);
  });

  test.each([
    ['importType', 'picture.png', bytes('x')],
    ['importLarge', 'a.md', new Uint8Array(5_000_000).fill(97)],
    ['textLong', 'a.md', bytes('a'.repeat(200_001))],
    ['importEncoding', 'a.md', new Uint8Array([0xff, 0xfe, 0x41, 0x00])],
    // 한글 in EUC-KR.
    ['importEncoding', 'a.md', new Uint8Array([0xc7, 0xd1, 0xb1, 0xdb])],
    ['importEncoding', 'zip-named.md', bytes('PK\u0003\u0004\u0000\u0000')],
    ['importEmpty', 'a.md', bytes(' \n')],
  ])('%s: %s', (fault, name, content) => {
    expect(faultOf(() => importMarkdown(name, content))).toBe(fault);
  });
});
