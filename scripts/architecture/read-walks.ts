import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface Hop {
  from: string;
  to: string;
}

/** The walks of the page: each numbered list is a way from file to file. */
export function readWalks(page: string): string[][] {
  const walks: string[][] = [];
  for (const line of page.split('\n')) {
    const [, number, file] = /^(\d+)\. `([^`]+)`/.exec(line) ?? [];
    if (!number || !file) continue;
    if (number === '1') walks.push([]);
    walks.at(-1)?.push(file);
  }
  return walks;
}

export function hopsOf(walk: string[]): Hop[] {
  return walk.slice(1).map((to, at) => ({ from: walk[at] ?? '', to }));
}

/** Whether a file leads to another: imports it, also by its door, or calls its SQL function. */
export function leadsTo(root: string, { from, to }: Hop): boolean {
  const text = readFileSync(join(root, from), 'utf8');
  const sql = /\/sql\/(\w+)\.sql$/.exec(to)?.[1];
  if (sql) return new RegExp(`\\b${sql}\\(`).test(text);
  const target = to.replace(/\.tsx?$/, '');
  for (const [, name = ''] of text.matchAll(/(?:from |import\()'([^']+)'/g)) {
    const path = (name.startsWith('@/') ? name.slice(2) : normalize(join(dirname(from), name))).replace(
      /\.tsx?$/,
      '',
    );
    if (path === target) return true;
    const door = [`${path}/index.ts`, `${path}.ts`].find(
      (file) => /index\.ts$/.test(file) && existsSync(join(root, file)),
    );
    if (door && target.startsWith(`${dirname(door)}/`) && opens(root, door, target, text)) return true;
  }
  return false;
}

/** Whether a door exports something of the target that the text names. */
function opens(root: string, door: string, target: string, text: string): boolean {
  const inside = target.slice(dirname(door).length + 1);
  const exported = new RegExp(`export (?:type )?\\{([^}]*)\\} from '\\./${inside}'`).exec(
    readFileSync(join(root, door), 'utf8'),
  );
  const names = (exported?.[1] ?? '').split(',').map((name) => name.replace('type ', '').trim());
  return names.some((name) => name !== '' && new RegExp(`\\b${name}\\b`).test(text));
}
