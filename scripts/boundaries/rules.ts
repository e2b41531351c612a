import type { IConfiguration, IFlattenedRuleSet } from 'dependency-cruiser';
import { CORE_FOR_BROWSERS, FLOORS, OPEN_TO_PAGES, PACKAGES_OF_COMPONENTS, ROOMS } from './table.ts';

type Allowed = NonNullable<IFlattenedRuleSet['allowed']>[number];

/** Tests go behind doors: they test what is there. */
const TEST = '^tests/|\\.test\\.tsx?$';
const ANY_DOOR = '(index|browser)\\.tsx?$';
const OUTSIDE_CODE = '^(node_modules|\\.\\.)/|^[a-z_/]+$|/node_modules/';
const NEXT = '/?node_modules/(next/|next-intl/dist/.*/server|next-intl/server)';

const literal = (text: string) => text.replaceAll('-', '\\-');
const doorsOf = (rooms: string[]) => `^lib/(${rooms.map(literal).join('|')})/${ANY_DOOR}`;

/** The rooms of lib/ as `floor/room`, up to a floor, that one included. */
function roomsUpTo(floor: (typeof FLOORS)[number]): string[] {
  const floors = FLOORS.slice(0, FLOORS.indexOf(floor) + 1).filter((name) => name !== 'core');
  return floors.flatMap((name) => Object.keys(ROOMS[name]).map((room) => `${name}/${room}`));
}

function rulesOfRooms(): Allowed[] {
  return FLOORS.flatMap((floor) => {
    if (floor === 'core') return [{ from: { path: '^lib/core/' }, to: { path: '^lib/(core|generated)/' } }];
    return Object.entries(ROOMS[floor]).map(([room, beside]) => {
      const below = FLOORS[FLOORS.indexOf(floor) - 1] ?? 'core';
      const open = [...roomsUpTo(below), ...beside.map((name) => `${floor}/${name}`)];
      const path = [
        `^lib/${floor}/${literal(room)}/`,
        '^lib/(core|generated)/',
        ...(open.length ? [doorsOf(open)] : []),
      ];
      return { from: { path: `^lib/${floor}/${literal(room)}/` }, to: { path: path.join('|') } };
    });
  });
}

/** Everything that is allowed; what is not here is not. */
const allowed: Allowed[] = [
  { from: { path: `${TEST}|^lib/generated/` }, to: {} },
  ...rulesOfRooms(),
  // Packages: next/* is for entry and pages, the database for core, ledger and rooms, Stripe's for its
  // folder.
  {
    from: { path: '^lib/(core|ground|rooms|desks)/' },
    to: { path: OUTSIDE_CODE, pathNot: `${NEXT}|/?node_modules/stripe/` },
  },
  { from: { path: '^lib/ground/payments/' }, to: { path: '/?node_modules/stripe/' } },
  { from: { path: '^lib/entry/' }, to: { path: OUTSIDE_CODE, pathNot: '/?node_modules/(@prisma|pg)/' } },
  { from: { path: '^lib/entry/' }, to: { path: '/?node_modules/pg/', dependencyTypes: ['type-only'] } },
  // Pages: rooms by their doors, no database, no Stripe.
  {
    from: { path: '^app/' },
    to: {
      path: `^(app|components)/|^lib/core/(?!db\\.ts)|^lib/generated/prisma/enums|${doorsOf([...OPEN_TO_PAGES, ...roomsUpTo('entry').filter((room) => !room.startsWith('ground/'))])}`,
    },
  },
  { from: { path: '^app/' }, to: { path: OUTSIDE_CODE, pathNot: '/?node_modules/(@prisma|pg|stripe)/' } },
  // Components: plain data as props, types of any door, and what a browser may have.
  {
    from: { path: '^components/' },
    to: {
      path: `^components/|^lib/(ground|rooms|desks)/[^/]+/browser\\.ts$|^lib/core/(${CORE_FOR_BROWSERS.join('|')})(\\.ts|\\.json)?$|^lib/generated/prisma/enums|^app/.*actions\\.ts$`,
    },
  },
  {
    from: { path: '^components/' },
    to: { path: `^lib/core/|${doorsOf(roomsUpTo('desks'))}`, dependencyTypes: ['type-only'] },
  },
  {
    from: { path: '^components/' },
    to: { path: `node_modules/(${PACKAGES_OF_COMPONENTS.join('|')})(/|\\.|$)|node_modules/@types/react` },
  },
  // What starts and serves the house.
  { from: { path: '^(instrumentation|proxy)\\.ts$' }, to: { path: `^lib/core/|${OUTSIDE_CODE}` } },
  {
    from: { path: '^instrumentation\\.ts$' },
    to: { path: doorsOf(['ground/ledger', ...Object.keys(ROOMS.entry).map((room) => `entry/${room}`)]) },
  },
  {
    from: { path: '^scripts/' },
    to: { path: `^(scripts|prisma|sandbox)/|^lib/(core|generated)/|${doorsOf(roomsUpTo('entry'))}` },
  },
  {
    from: { path: '^prisma/' },
    to: { path: `^prisma/|^lib/(core|generated)/|${doorsOf(roomsUpTo('entry'))}` },
  },
  { from: { path: '^sandbox/' }, to: { path: '^sandbox/' } },
  { from: { path: '^(scripts|prisma|sandbox)/|^[^/]+$' }, to: { path: OUTSIDE_CODE } },
  {
    from: { path: '^[^/]+\\.(js|mjs|ts)$', pathNot: '^(instrumentation|proxy)\\.ts$' },
    to: { path: '^scripts/' },
  },
];

export const RULE_SET: IConfiguration = {
  allowed,
  allowedSeverity: 'error',
  forbidden: [
    {
      name: 'no-circle-of-files',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'a-browser-door-leads-to-no-server-code',
      severity: 'error',
      from: {
        path: `^lib/(ground|rooms|desks)/[^/]+/browser\\.ts$|^lib/core/(${CORE_FOR_BROWSERS.join('|')})\\.ts$`,
      },
      to: {
        reachable: true,
        path: '^lib/core/(db|env|log)\\.ts$|node_modules/(server-only|pg|next)/|^node:|^fs$|^crypto$',
      },
    },
    {
      name: 'no-development-package-in-the-product',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
};
