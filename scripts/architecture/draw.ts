import { FLOORS, ROOMS } from '../boundaries/table.ts';
import type { Owned } from './find-owned.ts';

const code = (names: string[]) => names.map((name) => `\`${name}\``).join(', ') || '–';

/** The table of rooms as Markdown. */
export function writeRooms(owned: Owned[]): string {
  const rows = owned.map(
    ({ room, purpose, tables, events, jobs, routes }) =>
      `| \`${room}\` | ${purpose} | ${code(tables)} | ${code(events)} | ${code(jobs)} | ${code(routes)} |`,
  );
  return [
    '| room | what it is for | tables | events | jobs | pages and routes |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const nodeOf = (floor: string, room: string) => `${floor}_${room.replaceAll('-', '_')}`;

/** The floors with their rooms, top down, and which rooms of a floor enter which, for Mermaid. */
export function drawFloors(): string {
  const floors = [...FLOORS].reverse();
  const lines = floors.flatMap((floor) => {
    const rooms = floor === 'core' ? ['core'] : Object.keys(ROOMS[floor]);
    const nodes = rooms.map((room) => `    ${nodeOf(floor, room)}["${room}"]`);
    return [`  subgraph ${floor}`, '    direction LR', ...nodes, '  end'];
  });
  const beside = floors.flatMap((floor) =>
    floor === 'core'
      ? []
      : Object.entries(ROOMS[floor]).flatMap(([room, open]) =>
          open.map((to) => `  ${nodeOf(floor, room)} --> ${nodeOf(floor, to)}`),
        ),
  );
  const down = floors.slice(1).map((floor, at) => `  ${floors[at]} ==> ${floor}`);
  return [
    '```mermaid',
    'flowchart TB',
    '  pages["app/ and components/"]',
    ...lines,
    `  pages ==> ${floors[0]}`,
    ...down,
    ...beside,
    '```',
  ].join('\n');
}

/** The page with its drawn parts, each between two marks, replaced. */
export function fillPage(page: string, parts: Record<string, string>): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const marks = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!marks.test(text)) throw new Error(`docs/architecture.md has no place for "${name}"`);
    return text.replace(marks, (_, begin: string, end: string) => `${begin}${part}\n${end}`);
  }, page);
}
