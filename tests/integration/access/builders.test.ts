import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { listActionFiles, listRouteFiles, listSources, ROOT } from './find-actions';
import { ACTION_BUILDERS, parse, ROUTE_BUILDERS, strayExports } from './stray-exports';

/** Functions with a directive of their own: a browser could call them, too. */
function inlineActions(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) {
      const first = node.statements[0];
      if (first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression))
        if (first.expression.text === 'use server')
          found.push(`${file}: ${node.parent.getText().split('\n')[0]}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file, text));
  return found;
}

test('what a browser can call is made by a builder of lib/entry/actions, and nothing else', () => {
  const files = listActionFiles();
  expect(files.length).toBeGreaterThan(10);
  const strays = files.flatMap((file) =>
    strayExports(file, readFileSync(join(ROOT, file), 'utf8'), ACTION_BUILDERS),
  );
  expect(strays).toEqual([]);
  const mentions = listSources().filter(({ text }) => text.includes('use server'));
  expect(mentions.flatMap(({ file, text }) => inlineActions(file, text))).toEqual([]);
});

test('every route handler is made by a builder of lib/entry/routes, without exception', () => {
  const files = listRouteFiles();
  expect(files.length).toBeGreaterThan(30);
  const strays = files.flatMap((file) =>
    strayExports(file, readFileSync(join(ROOT, file), 'utf8'), ROUTE_BUILDERS),
  );
  expect(strays).toEqual([]);
});

test.each([
  'export async function bare() {}',
  'export const bare = async () => {};',
  'export default async function bare() {}',
  'const bare = async () => {}; export { bare };',
  `export { bare } from './elsewhere';`,
  `export * from './elsewhere';`,
  `import { publicAction } from './lookalike'; export const bare = publicAction({}, run);`,
  `import { describeError } from '@/lib/entry/actions'; export const bare = describeError('internal', {});`,
  `import { publicAction } from '@/lib/entry/actions'; export const built = publicAction({}, run), ` +
    'bare = async () => {};',
])('the check sees a bare export: %s', (text) => {
  expect(strayExports('actions.ts', `'use server';\n${text}`, ACTION_BUILDERS)).toHaveLength(1);
});

test.each([
  'export async function GET() {}',
  'export function POST(): Response { return new Response(); }',
  'const run = async () => new Response(); export const GET = run;',
  `import { publicRoute } from './lookalike'; export const GET = publicRoute({}, run);`,
  `import { download } from '@/lib/entry/routes'; export const GET = download({});`,
  `import { publicRoute } from '@/lib/entry/routes'; const GET = publicRoute({}, run); export { GET };`,
  `import { publicRoute } from '@/lib/entry/routes'; export const dynamic = publicRoute;`,
])('the check sees a bare handler: %s', (text) => {
  expect(strayExports('route.ts', text, ROUTE_BUILDERS)).toHaveLength(1);
});

test('the check lets built actions, routes and types pass, and sees a directive inside a function', () => {
  const action =
    `import { publicAction as made } from '@/lib/entry/actions'; export interface A {} ` +
    'export const a = made({}, run);';
  expect(strayExports('actions.ts', action, ACTION_BUILDERS)).toEqual([]);
  const route =
    `import { adminRoute } from '@/lib/entry/routes'; export const dynamic = ` +
    `'force-dynamic'; export const GET = adminRoute({}, run); export const HEAD = GET;`;
  expect(strayExports('route.ts', route, ROUTE_BUILDERS)).toEqual([]);
  expect(
    inlineActions('page.tsx', `const save = async () => { 'use server'; await write(); };`),
  ).toHaveLength(1);
});
