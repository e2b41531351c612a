import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { readPdf } from '../../../tests/integration/payouts/read-pdf';
import { breakLines } from './break-lines';
import { openPdf } from './open-pdf';
import { orderRuns } from './order-runs';

const UNDRAWN = '\u0000';

async function print(...texts: string[]) {
  const pdf = await openPdf({ title: 'A test', language: 'en', shows: { texts, id: 1n } });
  const whole = buffer(pdf);
  for (const weight of ['body', 'strong'] as const)
    for (const text of texts) pdf.font(weight).fontSize(9).text(text, { width: 200 });
  pdf.end();
  const bytes = await whole;
  const { pages, fonts } = readPdf(bytes);
  return { text: pages.join('\n'), fonts, bytes: bytes.length };
}

test.each([
  '金敏洙',
  '김민수(金敏洙)',
  '田中さくら 简体 繁體',
  'Notes 🎧',
  '👩‍👩‍👧‍👦 👍🏽 🇰🇷 ❤️ ☕',
  'مرحبا بالعالم (2026)',
  'שלום עולם',
  'สวัสดีชาวโลก',
  'नमस्ते दुनिया क्षत्रिय',
  'Tiếng Việt, Ελληνικά, Русский',
])('%s is drawn without a box', async (text) => {
  const { text: drawn } = await print(text);
  expect(drawn).not.toContain(UNDRAWN);
  expect(drawn.length).toBeGreaterThan(1);
});

test('a box is what this test sees where no font knows a character', async () => {
  expect((await print('\u{13000}')).text).toContain(UNDRAWN);
});

test('each character comes from one font, and only what is used is embedded', async () => {
  const { text, fonts, bytes } = await print('김민수(金敏洙)', 'Notes 🎧', 'שלום');
  const seen = text.replaceAll('\n', '');
  for (const part of ['김민수', '金敏洙', 'Notes', '🎧']) expect(seen).toContain(part);
  expect(fonts.some((font) => font.includes('Pretendard'))).toBe(true);
  expect(bytes).toBeLessThan(60_000);
});

test('our own type alone loads nothing else', async () => {
  const { fonts } = await print('Farthing 김하늘 $3.50');
  for (const font of fonts) expect(font).toMatch(/\+Pretendard-/);
});

test('what is written from the right stands in the order in which it is seen', () => {
  const faceOf = (one: string) => (/[\u0590-\u05FF]/.test(one) ? 'hebrew' : undefined);
  const texts = (line: string) => orderRuns(line, faceOf).map((run) => run.text);
  expect(texts('Bill for אבג דהו today')).toEqual(['Bill for ', 'דהו', ' ', 'אבג', ' today']);
  expect(texts('אבג (12)')).toEqual(['(', '12', ') ', 'אבג']);
  expect(texts('plain (12)')).toEqual(['plain (12)']);
});

test('lines end between words, also where no space is between them', () => {
  const width = (text: string) => text.length;
  expect(breakLines('one two three', 7, width)).toEqual(['one two', 'three']);
  expect(breakLines('สวัสดีชาวโลก', 8, width).length).toBe(2);
  expect(breakLines('abcdefghij', 4, width)).toEqual(['abcd', 'efgh', 'ij']);
  expect(breakLines('a\n\nb', 4, width)).toEqual(['a', '', 'b']);
});
