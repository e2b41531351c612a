import { FLOORS, ROOMS } from './table.ts';

export interface Fault {
  /** With its line, where the rule is about a line. */
  file: string;
  rule: string;
  /** What is wrong and which door is the right one. */
  sentence: string;
}

const ROOM = /^lib\/(ground|rooms|desks|entry)\/([^/]+)\/(.+)$/;
const DOOR = /^(index|browser)\.tsx?$/;

/** Why an import that no rule allows is refused, and where to go instead. */
export function explain(from: string, to: string): Fault {
  const fault = (rule: string, help: string): Fault => ({
    file: from,
    rule,
    sentence: `imports ${to}: ${help}`,
  });
  const target = ROOM.exec(to);
  const [, floor = '', room = '', inside = ''] = target ?? [];
  const door = `@/lib/${floor}/${room}`;
  if (from.startsWith('sandbox/'))
    return fault('sandbox-stands-alone', 'the sandbox speaks HTTP with the product.');
  if (/^app\//.test(to))
    return fault('app-is-last', 'move what is shared to components/ or to a room of lib/.');
  if (/^components\//.test(to))
    return fault('lib-draws-nothing', 'lib/ gives data; draw it in components/ or app/.');
  if (/^(tests|scripts|prisma|sandbox)\//.test(to))
    return fault('product-without-scaffolding', 'move what the product needs to a room of lib/.');
  if (from.startsWith('components/'))
    return fault('components-take-data', helpForComponents(target ? door : null));
  if (/node_modules\/stripe\//.test(to)) return fault('one-door-to-stripe', 'use @/lib/ground/payments.');
  if (/node_modules\/(pg|@prisma)\//.test(to) || to === 'lib/core/db.ts' || /^lib\/generated\//.test(to))
    return fault(
      'no-database-here',
      "ask a room for the data, by its door under '@/lib/rooms' or '@/lib/desks'.",
    );
  if (/node_modules\/next(-intl)?\//.test(to))
    return fault(
      'next-above-the-desks',
      'only lib/entry and app/ know Next: take what you need as a parameter.',
    );
  if (!target) return fault('not-in-the-table', 'see scripts/boundaries/table.ts for what may be imported.');
  if (!DOOR.test(inside)) return fault('by-the-door', `enter by its door, '${door}'.`);
  if (from.startsWith('app/') || from.startsWith('proxy'))
    return fault('behind-rooms', 'ask a room of lib/rooms or lib/desks.');
  return fault(...sideways(from, floor, room));
}

function helpForComponents(door: string | null): string {
  const data = 'components take plain data as props';
  return door
    ? `${data}; lists and words for browsers come by '${door}/browser'.`
    : `${data}; let the page read it.`;
}

function sideways(from: string, floor: string, room: string): [string, string] {
  const own = from.startsWith('lib/core/') ? 'core' : (ROOM.exec(from)?.[1] ?? 'core');
  const height = (name: string) => FLOORS.indexOf(name as (typeof FLOORS)[number]);
  if (height(floor) > height(own))
    return [
      'down-only',
      `${own} is below ${floor}: move what you need down, or let ${floor}/${room} call you.`,
    ];
  const open = Object.keys(ROOMS[floor as keyof typeof ROOMS] ?? {}).includes(room);
  return open
    ? [
        'rooms-beside',
        `the table in scripts/boundaries/table.ts does not let this room enter '${floor}/${room}'.`,
      ]
    : ['room-in-the-table', `'${floor}/${room}' is not in scripts/boundaries/table.ts.`];
}
