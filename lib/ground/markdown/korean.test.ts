import { expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown';

const render = (source: string) =>
  renderMarkdown({ teaser: source, body: '' })
    .opening.replaceAll(' rel="nofollow noopener noreferrer"', '')
    .replace(/^<p>([\s\S]*)<\/p>$/, '$1');

const link = (address: string, text = address) => `<a href="${address}">${text}</a>`;

test.each([
  ['값은 3~5달러이고 시간은 10~12시예요.', '값은 3~5달러이고 시간은 10~12시예요.'],
  ['~~지운 글(초고)~~은 남겨 둬요.', '<del>지운 글(초고)</del>은 남겨 둬요.'],
  ['**마크다운(Markdown)**의 문법이에요.', '<strong>마크다운(Markdown)</strong>의 문법이에요.'],
  ['*자원 습득(RAII)*라고 불러요.', '<em>자원 습득(RAII)</em>라고 불러요.'],
  ['**“가볍게”**처럼 읽어요.', '<strong>“가볍게”</strong>처럼 읽어요.'],
  [
    '이것은**굵은 글**이고 저것은 *기울인 글*이에요.',
    '이것은<strong>굵은 글</strong>이고 저것은 <em>기울인 글</em>이에요.',
  ],
  [
    '**이것은 [링크](https://example.com)**예요.',
    `<strong>이것은 ${link('https://example.com', '링크')}</strong>예요.`,
  ],
  ['snake_case_이름은 그대로예요.', 'snake_case_이름은 그대로예요.'],
])('emphasis: %s', (source, html) => expect(render(source)).toBe(html));

test.each([
  ['자세한 건 https://example.com/docs를 보세요.', `자세한 건 ${link('https://example.com/docs')}를 보세요.`],
  ['(https://example.com/foo)입니다', `(${link('https://example.com/foo')})입니다`],
  ['https://example.com/docs（설명）', `${link('https://example.com/docs')}（설명）`],
  ['https://example.com/docs。다음', `${link('https://example.com/docs')}。다음`],
  ['https://example.com/에서 만나요.', `${link('https://example.com/')}에서 만나요.`],
  [
    'https://ko.wikipedia.org/wiki/한국어 참고',
    `${link('https://ko.wikipedia.org/wiki/%ED%95%9C%EA%B5%AD%EC%96%B4', 'https://ko.wikipedia.org/wiki/한국어')} ` +
      '' +
      '참고',
  ],
  [
    '주소는http://example.com/?q=종이에요',
    `주소는${link('http://example.com/?q=%EC%A2%85%EC%9D%B4%EC%97%90%EC%9A%94', 'http://example.com/?q=종이에요')}`,
  ],
  ['www.example.com을 열어요.', `${link('http://www.example.com', 'www.example.com')}을 열어요.`],
  [
    'help@example.com으로 써 주세요.',
    `${link('mailto:help@example.com', 'help@example.com')}으로 써 주세요.`,
  ],
  ['<https://example.com/docs>를 봐요.', `${link('https://example.com/docs')}를 봐요.`],
  ['“https://example.com/a”라고 적어요.', `“${link('https://example.com/a')}”라고 적어요.`],
  ['See https://example.com/a_b_(c), then.', `See ${link('https://example.com/a_b_(c)')}, then.`],
  ['**https://example.com**', `<strong>${link('https://example.com')}</strong>`],
  ['`https://example.com`', '<code>https://example.com</code>'],
])('addresses: %s', (source, html) => expect(render(source)).toBe(html));
