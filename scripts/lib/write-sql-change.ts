import { basename, dirname } from 'node:path';
import type { SqlDefinition } from './read-sql-objects.ts';
import type { SqlFile, SqlObject } from './sql-files.ts';

type Definitions = ReadonlyMap<string, SqlDefinition>;

/** The first line of a migration that is made from the SQL files; one without it is of tables. */
export const MADE_FROM_FILES = '-- Made from the SQL files by `npm run db:change`; change those, not this.';

/**
 * The migration that takes a database from what the migrations make to what the SQL files make: what goes is
 * dropped, what is new or different is made in the files' order. Empty when there is no difference.
 */
export function writeSqlChange(files: SqlFile[], wanted: Definitions, migrated: Definitions): string {
  const { dropped, made } = planChange(files, wanted, migrated);
  const drops = dropped.map(({ key, name }) => `DROP ${kindOf(key).toUpperCase()} ${name};`);
  let room = '';
  const makes = files.flatMap(({ path, contract, objects }) => {
    const due = objects.filter(({ key }) => made.has(key));
    if (due.length === 0) return [];
    const heading = dirname(path) === room ? [] : [`-- ${'-'.repeat(60)} ${dirname(path)}`];
    room = dirname(path);
    const statements = due.map((object) => statementFor(object, migrated, dropped));
    return [...heading, [`-- ${basename(path)}`, contract, ...statements].join('\n')];
  });
  if (drops.length + makes.length === 0) return '';
  return `${[MADE_FROM_FILES, ...(drops.length > 0 ? [drops.join('\n')] : []), ...makes].join('\n\n')}\n`;
}

function planChange(files: SqlFile[], wanted: Definitions, migrated: Definitions) {
  const made = new Set<string>();
  const gone = new Set([...migrated.keys()].filter((key) => !wanted.has(key)));
  for (const [key, { definition, signature }] of wanted) {
    const before = migrated.get(key);
    if (before?.definition === definition) continue;
    made.add(key);
    if (before && (kindOf(key) !== 'function' || before.signature !== signature)) gone.add(key);
  }
  dropDependents(gone, made, wanted, migrated);
  const ordered = files.flatMap(({ objects }) => objects.map(({ key }) => key)).reverse();
  const place = (key: string) => ordered.indexOf(key);
  const rank = (key: string) => ['trigger', 'view', 'function'].indexOf(kindOf(key));
  const dropped = [...gone]
    .sort((a, b) => rank(a) - rank(b) || place(a) - place(b))
    .flatMap((key) => migrated.get(key) ?? []);
  return { dropped, made };
}

/** What stands on something that is dropped goes first, and is made again if it is still wanted. */
function dropDependents(gone: Set<string>, made: Set<string>, wanted: Definitions, migrated: Definitions) {
  // A Set hands out what is added while it is walked.
  for (const key of gone) {
    const name = new RegExp(`\\b${nameOf(key)}\\b`);
    for (const [other, { definition }] of migrated) {
      if (gone.has(other) || kindOf(key) === 'trigger' || kindOf(other) === 'function') continue;
      if (!name.test(definition)) continue;
      gone.add(other);
      if (wanted.has(other)) made.add(other);
    }
  }
}

function statementFor({ key, sql }: SqlObject, migrated: Definitions, dropped: SqlDefinition[]): string {
  const stays = migrated.has(key) && !dropped.some((one) => one.key === key);
  return stays ? sql.replace(/^CREATE FUNCTION/m, 'CREATE OR REPLACE FUNCTION') : sql;
}

const kindOf = (key: string) => key.split(' ')[0] ?? '';
const nameOf = (key: string) => (key.split(' ')[1] ?? '').replace(/^.*\./, '');
