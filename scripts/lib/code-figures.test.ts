import { expect, test } from 'vitest';
import { measureFile } from './code-figures';

const whatOf = (file: string, text: string) =>
  measureFile(file, text).faults.map(({ line, what }) => [line, what]);
const lines = (count: number) => Array.from({ length: count }, (_, n) => `  call(${n});`).join('\n');

test('comments are lines with nothing else on them, and text is none', () => {
  const source = [
    '/**',
    ' * Why.',
    ' */',
    "const address = 'https://example.com'; // behind code",
    '// a line',
    'const text = `',
    '// in a text',
    '`;',
    '',
    'const element = (',
    '  <p>',
    '    {/* in the markup */}',
    '    // text of a page',
    '  </p>',
    ');',
  ];
  expect(measureFile('a.tsx', source.join('\n'))).toMatchObject({ lines: 15, filled: 14, comments: 5 });
  expect(measureFile('a.sql', "-- why\nSELECT '-- no';\n").comments).toBe(1);
  expect(measureFile('a.css', '/* why */\na { content: "/* no */" }\n').comments).toBe(1);
});

test('a line that is too long is named, unless it cannot be broken', () => {
  expect(whatOf('a.ts', `\nconst a = '${'a b '.repeat(30)}';`)).toEqual([[2, '133 characters']]);
  expect(whatOf('a.ts', `const a = '${'a'.repeat(120)}';`)).toEqual([]);
});

test('a long function is named, a long list of tests is not', () => {
  expect(whatOf('a.ts', `export function pay() {\n${lines(69)}\n}`)).toEqual([[1, 'pay has 71 lines']]);
  expect(whatOf('a.ts', `const pay = () => {\n${lines(69)}\n};`)).toEqual([[1, 'pay has 71 lines']]);
  expect(whatOf('a.test.ts', `describe('pay', () => {\n${lines(69)}\n});`)).toEqual([]);
  expect(whatOf('a.ts', `function pay() {\n${lines(68)}\n}`)).toEqual([]);
});

test('a long page is named', () => {
  expect(whatOf('app/wallet/page.tsx', `${lines(201)}\n`)).toEqual([[1, 'a page of 201 lines']]);
  expect(whatOf('components/wallet.tsx', `${lines(201)}\n`)).toEqual([]);
});
