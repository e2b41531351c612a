import { expect, test } from 'vitest';
import { renderMail } from './render-mail';

const content = {
  language: 'en',
  subject: 'A & B',
  heading: '<script>alert(1)</script>',
  paragraphs: ['One', 'Two "quoted"'],
  button: { label: 'Go', url: 'https://farthing.example/x?a=1&b=2' },
  footer: 'The end',
};

test('the text part says everything the HTML part says', () => {
  const { text } = renderMail(content);
  for (const part of [content.heading, ...content.paragraphs, content.button.url, content.footer])
    expect(text).toContain(part);
});

test('nothing in the HTML part is taken for markup, and nothing is fetched', () => {
  const { html } = renderMail(content);
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;');
  expect(html).toContain('href="https://farthing.example/x?a=1&amp;b=2"');
  expect(html).not.toMatch(/<(img|link|style)|url\(/);
});
