import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface SqlObject {
  /** `function spend`, `view admin_waiting`, `trigger unlocks.unlocks_checked`. */
  key: string;
  /** Its statements as they stand in the file: the object, and for a trigger how it is enabled. */
  sql: string;
}

export interface SqlFile {
  path: string;
  /** The contract above the first statement. */
  contract: string;
  objects: SqlObject[];
}

const FLOORS = ['core', 'ground', 'rooms', 'desks', 'entry'];
const OBJECT = new RegExp(
  [
    /^CREATE (?:(FUNCTION|VIEW) (\w+)|(?:CONSTRAINT )?TRIGGER (\w+)[^;]*?\bON (\w+))/,
    /^ALTER TABLE (\w+) ENABLE \w+ TRIGGER (\w+)/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Every function, view and trigger of `lib/**\/sql`, each file after those that it needs. */
export function readSqlFiles(root = 'lib'): SqlFile[] {
  const paths = globSync(`${root}/**/sql/*.sql`).sort(byPlace);
  return inOrder(paths.map((path) => parseSqlFile(path, readFileSync(path, 'utf8'))));
}

/** One file's objects. Throws when it holds a statement that is none of them. */
function parseSqlFile(path: string, text: string): SqlFile {
  const contract = /^(?:--.*\n)*/.exec(text)?.[0].trimEnd() ?? '';
  const objects = new Map<string, string>();
  for (const sql of splitStatements(text)) {
    const bare = sql.replace(/^(?:--.*\n)+/, '');
    const [, kind, name, trigger, table, enabledOn, enabled] = OBJECT.exec(bare) ?? [];
    const key = kind
      ? `${kind.toLowerCase()} ${name}`
      : `trigger ${table ?? enabledOn}.${trigger ?? enabled}`;
    if (!name && !trigger && !enabled)
      throw new Error(`${path}: neither a function nor a view nor a trigger: ${bare.slice(0, 60)}`);
    const earlier = objects.get(key);
    if (earlier && !enabled) throw new Error(`${path}: ${key} stands there twice.`);
    objects.set(key, earlier ? `${earlier}\n${bare}` : objects.size === 0 ? bare : sql);
  }
  return { path, contract, objects: [...objects].map(([key, sql]) => ({ key, sql })) };
}

// Quoted text, dollar-quoted text and comments may hold a semicolon.
const TOKEN = /'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|--.*|;/g;

function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let from = 0;
  for (const token of text.matchAll(TOKEN)) {
    if (token[0] !== ';') continue;
    statements.push(text.slice(from, token.index + 1).trim());
    from = token.index + 1;
  }
  if (text.slice(from).trim()) throw new Error(`A statement has no end: ${text.slice(from).trim()}`);
  return statements;
}

function byPlace(a: string, b: string): number {
  const rank = (path: string) => `${FLOORS.indexOf(path.split('/')[1] ?? '')} ${dirname(path)} ${path}`;
  return rank(a) < rank(b) ? -1 : 1;
}

/**
 * PostgreSQL looks at what an SQL function, a view or a trigger names when it is made; PL/pgSQL it reads when
 * it first runs. So a file comes after those that make what it names.
 */
function inOrder(files: SqlFile[]): SqlFile[] {
  const makers = new Map(
    files.flatMap((file) => file.objects.map(({ key }) => [key.replace(/^.* (.*\.)?/, ''), file] as const)),
  );
  const done = new Set<SqlFile>();
  const visit = (file: SqlFile) => {
    if (done.has(file)) return;
    done.add(file);
    for (const { sql } of file.objects)
      for (const name of namedAtOnce(sql)) {
        const maker = makers.get(name);
        if (maker) visit(maker);
      }
    ordered.push(file);
  };
  const ordered: SqlFile[] = [];
  files.forEach(visit);
  return ordered;
}

function namedAtOnce(sql: string): string[] {
  const isLate = /^(?:--.*\n)*CREATE FUNCTION[\s\S]*LANGUAGE plpgsql/.test(sql);
  return isLate ? [] : (sql.replace(/--.*/g, '').match(/\b[a-z_]+\b/g) ?? []);
}
