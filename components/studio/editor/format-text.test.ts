import { describe, expect, test } from 'vitest';
import { type Format, formatText } from './format-text';

const words = { text: 'text', address: 'https://', picture: 'picture' };

/** Writes the selection as [ and ] into the text, before and after. */
function press(format: Format, marked: string): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const value = marked.replace('[', '').replace(']', '');
  const edit = formatText(format, value, start, end, words);
  const next = value.slice(0, edit.start) + edit.text + value.slice(edit.end);
  const { selectStart, selectEnd } = edit;
  return `${next.slice(0, selectStart)}[${next.slice(selectStart, selectEnd)}]${next.slice(selectEnd)}`;
}

describe('the toolbar', () => {
  test.each<[Format, string, string]>([
    ['bold', 'a [b] c', 'a **[b]** c'],
    ['bold', 'a **[b]** c', 'a [b] c'],
    ['bold', '[]', '**[text]**'],
    ['italic', 'a [b] c', 'a *[b]* c'],
    ['italic', 'a *[b]* c', 'a [b] c'],
    ['italic', 'a **[b]** c', 'a ***[b]*** c'],
    ['heading', 'a\nb[]\nc', 'a\n## b[]\nc'],
    ['heading', '## b[]', 'b[]'],
    ['quote', 'a\n[b\nc]\nd', 'a\n> b\n> c[]\nd'],
    ['list', '[가\n나]', '- 가\n- 나[]'],
    ['list', '[- 가\n- 나]', '가\n나[]'],
  ])('%s makes %j %j', (format, before, after) => expect(press(format, before)).toBe(after));

  test('a link and a picture select the place for their address', () => {
    const link = formatText('link', 'see this', 4, 8, words);
    expect(link).toMatchObject({ text: '[this](https://)', selectStart: 11, selectEnd: 19 });
    const image = formatText('image', '', 0, 0, words);
    expect(image).toMatchObject({ text: '![picture](https://)', selectStart: 11, selectEnd: 19 });
  });

  test.each([
    ['a[]\n\nb', 'a\n\n<!-- more -->\n\n[]b'],
    ['a\n\nb[]', 'a\n\nb\n\n<!-- more -->\n\n[]'],
    ['a\n\n<!-- more -->\n\nb[]\n\nc', 'a\n\n\nb\n\n<!-- more -->\n\n[]c'],
    ['a[]\n\nb\n\n<!-- more -->\n\nc', 'a\n\n<!-- more -->\n\n[]b\n\n\nc'],
    ['[]', '<!-- more -->\n\n[]'],
    ['Free.\n\n[]Paid.\n\nPaid too.', 'Free.\n\n<!-- more -->\n\n[]Paid.\n\nPaid too.'],
    ['무료.\n\n유[]료.', '무료.\n\n유료.\n\n<!-- more -->\n\n[]'],
    ['a\n\n<!-- more -->\n\n[]b', 'a\n\n<!-- more -->\n\n[]b'],
    ['a\n\n[]b\n\n<!-- more -->\n\nc', 'a\n\n<!-- more -->\n\n[]b\n\n\nc'],
    ['a\n\n<!-- more -->\n\nb\n\n[]c', 'a\n\n\nb\n\n<!-- more -->\n\n[]c'],
  ])('the cut of %j goes to %j, and there is one', (before, after) =>
    expect(press('cut', before)).toBe(after),
  );
});
