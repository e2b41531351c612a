import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FLOORS, ROOMS } from '../boundaries/table.ts';

/** What a room is for and what is its own. */
export interface Owned {
  /** `floor/room`; core is one room. */
  room: string;
  /** The sentence above its door. */
  purpose: string;
  tables: string[];
  /** The processor's events that end in it. */
  events: string[];
  jobs: string[];
  /** Beginnings of the addresses whose pages and routes enter it. */
  routes: string[];
}

const DOORS = /from '@\/lib\/([a-z]+\/[a-z-]+)(?:\/browser)?'/g;
/** Everyone's tools, which no page or job is about. */
const TOOLS = ['ground/payments', 'ground/policy', 'ground/mail', 'ground/pdf', 'ground/markdown'];

function listRooms(): string[] {
  return FLOORS.flatMap((floor) =>
    floor === 'core' ? ['core'] : Object.keys(ROOMS[floor]).map((room) => `${floor}/${room}`),
  );
}

const read = (root: string, file: string) => readFileSync(join(root, file), 'utf8');

/** The rooms below entry that a file enters. */
function roomsOf(text: string): string[] {
  const found = [...text.matchAll(DOORS)].map(([, room = '']) => room);
  return found.filter((room) => !room.startsWith('entry/') && !TOOLS.includes(room));
}

/** What the tree at `root` says of each room, in the order of the table. */
export function findOwned(root: string): Owned[] {
  const tables = findTables(root);
  const events = followTable(
    root,
    'lib/entry/stripe-events',
    'handler-for.ts',
    /^ {4}'?([\w.[\]]+)'?: (\w+),/gm,
  );
  const jobs = followTable(root, 'lib/entry/jobs', 'run.ts', /^ {2}'?([\w-]+)'?: (\w+),/gm);
  const routes = findRoutes(root);
  return listRooms().map((room) => ({
    room,
    purpose: purposeOf(root, room),
    tables: tables.get(room) ?? [],
    events: events.get(room) ?? [],
    jobs: jobs.get(room) ?? [],
    routes: routes.get(room) ?? [],
  }));
}

function purposeOf(root: string, room: string): string {
  if (room === 'core') return 'What everything stands on, and what knows nothing of what stands on it.';
  return /^\/\*\* (.+?) \*\//.exec(read(root, `lib/${room}/index.ts`))?.[1] ?? '';
}

/** Tables by the schema file of their room. */
function findTables(root: string): Map<string, string[]> {
  const byRoom = new Map<string, string[]>();
  for (const file of globSync('prisma/schema/*.prisma', { cwd: root }).sort()) {
    const name = basename(file, '.prisma');
    const room = listRooms().find((one) => one === name || one.endsWith(`/${name}`));
    const tables = [...read(root, file).matchAll(/^ {2}@@map\("(\w+)"\)\n\}/gm)].map(
      ([, table = '']) => table,
    );
    const enums = [...read(root, file).matchAll(/^enum [^}]*@@map\("(\w+)"\)/gm)].map(([, one]) => one);
    const own = tables.filter((table) => !enums.includes(table)).sort();
    if (!room && own.length > 0) throw new Error(`${file}: there is no room of this name`);
    if (room) byRoom.set(room, own);
  }
  return byRoom;
}

/** Rows of a table of names and functions, by the rooms that the functions' files enter. */
function followTable(root: string, folder: string, file: string, row: RegExp): Map<string, string[]> {
  const text = read(root, `${folder}/${file}`);
  const byRoom = new Map<string, string[]>();
  for (const [, name = '', handler = ''] of text.matchAll(row)) {
    const from = new RegExp(`\\b${handler}\\b[^;]*from '\\./([\\w-]+)'`).exec(text)?.[1];
    if (!from) continue;
    for (const room of new Set(roomsOf(reachedText(root, folder, `${from}.ts`)))) add(byRoom, room, name);
  }
  return byRoom;
}

/** A file's text with that of its neighbours that it imports. */
function reachedText(root: string, folder: string, file: string): string {
  const text = read(root, `${folder}/${file}`);
  const near = [...text.matchAll(/import \{[^}]*\} from '\.\/([\w-]+)'/g)].map(([, name]) => `${name}.ts`);
  return [text, ...near.map((name) => read(root, `${folder}/${name}`))].join('\n');
}

function findRoutes(root: string): Map<string, string[]> {
  const byRoom = new Map<string, string[]>();
  for (const file of globSync('app/**/{page.tsx,route.ts,actions.ts}', { cwd: root }).sort()) {
    const address = `/${dirname(file)
      .split('/')
      .slice(1)
      .filter((part) => !/^\(.*\)$/.test(part))
      .join('/')}`;
    const [, first = '', second] = address.split('/');
    const start = ['admin', 'api', 'studio'].includes(first) && second ? `/${first}/${second}` : `/${first}`;
    for (const room of new Set(roomsOf(read(root, file)))) add(byRoom, room, start);
  }
  return byRoom;
}

function add(byRoom: Map<string, string[]>, room: string, name: string): void {
  byRoom.set(room, [...new Set([...(byRoom.get(room) ?? []), name])].sort());
}
