import ts from 'typescript';

/** The functions that make an export safe, and what a file may export beside their results. */
export interface Builders {
  door: string;
  names: readonly string[];
  /** Names of plain constants that Next reads. */
  settings?: readonly string[];
}

export const ACTION_BUILDERS: Builders = {
  door: '@/lib/entry/actions',
  names: ['publicAction', 'readerAction', 'creatorAction', 'adminAction'],
};

export const ROUTE_BUILDERS: Builders = {
  door: '@/lib/entry/routes',
  names: ['publicRoute', 'readerRoute', 'creatorRoute', 'adminRoute'],
  settings: ['dynamic'],
};

export const parse = (file: string, text: string) =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

/** The names under which a file has the builders. */
function buildersIn(source: ts.SourceFile, { door, names }: Builders): Set<string> {
  const found = new Set<string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    if (!ts.isStringLiteral(statement.moduleSpecifier) || statement.moduleSpecifier.text !== door) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements)
      if (names.includes((propertyName ?? name).text)) found.add(name.text);
  }
  return found;
}

const isExported = (statement: ts.Statement) =>
  ts.canHaveModifiers(statement) &&
  ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** What a file exports other than the result of a builder, which would skip its checks. */
export function strayExports(file: string, text: string, builders: Builders): string[] {
  const source = parse(file, text);
  const names = buildersIn(source, builders);
  const built = new Set<string>();
  const isBuilt = ({ name, initializer }: ts.VariableDeclaration): boolean => {
    if (!initializer || !ts.isIdentifier(name)) return false;
    const isCall =
      ts.isCallExpression(initializer) &&
      ts.isIdentifier(initializer.expression) &&
      names.has(initializer.expression.text);
    const isSetting = builders.settings?.includes(name.text) && ts.isStringLiteral(initializer);
    // One handler can answer two methods.
    const isAgain = ts.isIdentifier(initializer) && built.has(initializer.text);
    if (isCall || isAgain) built.add(name.text);
    return isCall || isAgain || Boolean(isSetting);
  };
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
