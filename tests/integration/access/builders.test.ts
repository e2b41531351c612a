import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { listActionFiles, listSources, ROOT } from './find-actions';

const BUILDERS = ['publicAction', 'readerAction', 'creatorAction', 'adminAction'];

const parse = (file: string, text: string) =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

/** The names under which a file has the builders of lib/entry/actions/action. */
function buildersIn(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    if (
      !ts.isStringLiteral(statement.moduleSpecifier) ||
      statement.moduleSpecifier.text !== '@/lib/entry/actions/action'
    )
      continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements)
      if (BUILDERS.includes((propertyName ?? name).text)) names.add(name.text);
  }
  return names;
}

const isExported = (statement: ts.Statement) =>
  ts.canHaveModifiers(statement) &&
  ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** What a file exports other than the result of a builder, which would skip its checks. */
function strayExports(file: string, text: string): string[] {
  const source = parse(file, text);
  const builders = buildersIn(source);
  const isBuilt = ({ initializer }: ts.VariableDeclaration) =>
    initializer !== undefined &&
    ts.isCallExpression(initializer) &&
    ts.isIdentifier(initializer.expression) &&
    builders.has(initializer.expression.text);
  return source.statements
    .filter((statement) => {
      if (ts.isExportDeclaration(statement)) return !statement.isTypeOnly;
      if (ts.isExportAssignment(statement)) return true;
      if (!isExported(statement)) return false;
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return false;
      return !(ts.isVariableStatement(statement) && statement.declarationList.declarations.every(isBuilt));
    })
    .map((statement) => `${file}: ${statement.getText(source).split('\n')[0]}`);
}

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

test('what a browser can call is made by a builder of lib/entry/actions/action, and nothing else', () => {
  const files = listActionFiles();
  expect(files.length).toBeGreaterThan(10);
  expect(files.flatMap((file) => strayExports(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  const mentions = listSources().filter(({ text }) => text.includes('use server'));
  expect(mentions.flatMap(({ file, text }) => inlineActions(file, text))).toEqual([]);
});

test.each([
  'export async function bare() {}',
  'export const bare = async () => {};',
  'export default async function bare() {}',
  'const bare = async () => {}; export { bare };',
  `export { bare } from './elsewhere';`,
  `export * from './elsewhere';`,
  `import { publicAction } from './lookalike'; export const bare = publicAction({}, run);`,
  `import { describeError } from '@/lib/entry/actions/action'; export const bare = describeError('internal', {});`,
  `import { publicAction } from '@/lib/entry/actions/action'; export const built = publicAction({}, run), bare = async () => {};`,
])('the check sees a bare export: %s', (text) => {
  expect(strayExports('actions.ts', `'use server';\n${text}`)).toHaveLength(1);
});

test('the check lets built actions and types pass, and sees a directive inside a function', () => {
  const built = `import { publicAction as made } from '@/lib/entry/actions/action'; export interface A {} export const a = made({}, run);`;
  expect(strayExports('actions.ts', built)).toEqual([]);
  expect(
    inlineActions('page.tsx', `const save = async () => { 'use server'; await write(); };`),
  ).toHaveLength(1);
});
