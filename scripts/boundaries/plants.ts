/** A breach of each rule in a file of its own, and what must be said about it. */
export interface Plant {
  file: string;
  text: string;
  rule: string;
  /** Part of the sentence: the right door, or where else to go. */
  says: string;
}

const of = (from: string) => `import { x } from '${from}';\nexport const y = x;\n`;

export const PLANTS: Plant[] = [
  { file: 'lib/rooms/wallet/a.ts', text: of('@/app/shared'), rule: 'app-is-last', says: 'a room of lib/' },
  { file: 'lib/desks/studio/a.ts', text: of('@/components/shared'), rule: 'lib-draws-nothing', says: 'app/' },
  { file: 'lib/core/a.ts', text: of('@/lib/ground/ledger'), rule: 'down-only', says: 'core is below ground' },
  {
    file: 'lib/ground/mail/a.ts',
    text: of('@/lib/rooms/wallet'),
    rule: 'down-only',
    says: 'ground is below rooms',
  },
  {
    file: 'lib/rooms/payouts/a.ts',
    text: of('@/lib/desks/studio'),
    rule: 'down-only',
    says: 'rooms is below desks',
  },
  {
    file: 'lib/desks/support/a.ts',
    text: of('@/lib/entry/session'),
    rule: 'down-only',
    says: 'desks is below entry',
  },
  {
    file: 'lib/rooms/views/a.ts',
    text: of('@/lib/rooms/wallet'),
    rule: 'rooms-beside',
    says: "'rooms/wallet'",
  },
  {
    file: 'lib/desks/notify/a.ts',
    text: of('@/lib/desks/studio'),
    rule: 'rooms-beside',
    says: "'desks/studio'",
  },
  {
    file: 'lib/rooms/views/b.ts',
    text: of('@/lib/ground/attic'),
    rule: 'room-in-the-table',
    says: "'ground/attic'",
  },
  {
    file: 'lib/rooms/payouts/b.ts',
    text: of('@/lib/ground/ledger/inside'),
    rule: 'by-the-door',
    says: "'@/lib/ground/ledger'",
  },
  {
    file: 'lib/desks/studio/b.ts',
    text: of('@/lib/rooms/wallet/inside'),
    rule: 'by-the-door',
    says: "'@/lib/rooms/wallet'",
  },
  {
    file: 'lib/entry/routes/a.ts',
    text: of('@/lib/rooms/wallet/inside'),
    rule: 'by-the-door',
    says: "'@/lib/rooms/wallet'",
  },
  {
    file: 'app/a.ts',
    text: of('@/lib/ground/ledger/inside'),
    rule: 'by-the-door',
    says: "'@/lib/ground/ledger'",
  },
  {
    file: 'app/b.ts',
    text: of('@/lib/rooms/wallet/inside'),
    rule: 'by-the-door',
    says: "'@/lib/rooms/wallet'",
  },
  { file: 'app/c.ts', text: of('@/lib/ground/payments'), rule: 'behind-rooms', says: 'lib/rooms' },
  { file: 'app/d.ts', text: of('@/lib/core/db'), rule: 'no-database-here', says: '@/lib/rooms' },
  {
    file: 'app/e.ts',
    text: of('@/lib/generated/prisma/client'),
    rule: 'no-database-here',
    says: '@/lib/rooms',
  },
  { file: 'app/f.ts', text: of('@prisma/adapter-pg'), rule: 'no-database-here', says: '@/lib/rooms' },
  { file: 'app/g.ts', text: of('pg'), rule: 'no-database-here', says: '@/lib/rooms' },
  { file: 'app/h.ts', text: of('stripe'), rule: 'one-door-to-stripe', says: '@/lib/ground/payments' },
  { file: 'components/a.tsx', text: of('pg'), rule: 'components-take-data', says: 'props' },
  { file: 'components/b.tsx', text: of('node:fs'), rule: 'components-take-data', says: 'props' },
  { file: 'components/c.tsx', text: of('next/headers'), rule: 'components-take-data', says: 'props' },
  { file: 'components/d.tsx', text: of('@node-rs/argon2'), rule: 'components-take-data', says: 'props' },
  {
    file: 'components/e.tsx',
    text: of('@/lib/rooms/wallet'),
    rule: 'components-take-data',
    says: "'@/lib/rooms/wallet/browser'",
  },
  { file: 'components/f.tsx', text: of('@/lib/core/env'), rule: 'components-take-data', says: 'props' },
  {
    file: 'lib/rooms/identity/a.ts',
    text: of('next/headers'),
    rule: 'next-above-the-desks',
    says: 'lib/entry',
  },
  {
    file: 'lib/desks/backoffice/a.ts',
    text: of('next-intl/server'),
    rule: 'next-above-the-desks',
    says: 'lib/entry',
  },
  {
    file: 'lib/rooms/wallet/b.ts',
    text: of('stripe'),
    rule: 'one-door-to-stripe',
    says: '@/lib/ground/payments',
  },
  {
    file: 'lib/rooms/wallet/c.ts',
    text: of('@/scripts/shared'),
    rule: 'product-without-scaffolding',
    says: 'a room of lib/',
  },
  {
    file: 'lib/rooms/wallet/d.ts',
    text: of('@/tests/shared'),
    rule: 'product-without-scaffolding',
    says: 'a room of lib/',
  },
  {
    file: 'scripts/a.ts',
    text: of('@/lib/rooms/wallet/inside'),
    rule: 'by-the-door',
    says: "'@/lib/rooms/wallet'",
  },
  {
    file: 'prisma/a.ts',
    text: of('@/lib/ground/ledger/inside'),
    rule: 'by-the-door',
    says: "'@/lib/ground/ledger'",
  },
  { file: 'proxy.ts', text: of('@/lib/rooms/wallet'), rule: 'behind-rooms', says: 'lib/rooms' },
  {
    file: 'sandbox/a.ts',
    text: of('@/lib/core/env'),
    rule: 'sandbox-stands-alone',
    says: 'speaks HTTP',
  },
  { file: 'lib/rooms/media/a.ts', text: of('./b'), rule: 'no-circle-of-files', says: 'lib/rooms/media/b.ts' },
  {
    file: 'lib/rooms/catalog/browser.ts',
    text: "export { x } from './inside';\n",
    rule: 'a-browser-door-leads-to-no-server-code',
    says: 'lib/core/db.ts',
  },
  {
    file: 'lib/rooms/unlocks/a.ts',
    text: 'export const x = process.env.PRICE;\n',
    rule: 'environment-in-one-place',
    says: '@/lib/core/env',
  },
  {
    file: 'app/i.ts',
    text: 'export const x = process.env.PRICE;\n',
    rule: 'environment-in-one-place',
    says: '@/lib/core/env',
  },
  {
    file: 'lib/rooms/unlocks/b.ts',
    text: 'export const x = (tx) => tx.lot.update({});\n',
    rule: 'ledger-writes-itself',
    says: '@/lib/ground/ledger',
  },
  {
    file: 'lib/rooms/unlocks/f.ts',
    text: 'export const x = `UPDATE lot_facts SET balance_micros = 0`;\n',
    rule: 'ledger-writes-itself',
    says: '@/lib/ground/ledger',
  },
  {
    file: 'lib/rooms/unlocks/c.ts',
    text: 'export const x = `INSERT INTO transfers VALUES (1)`;\n',
    rule: 'ledger-writes-itself',
    says: '@/lib/ground/ledger',
  },
  {
    file: 'lib/rooms/unlocks/sql/a.sql',
    text: 'UPDATE lots SET balance_micros = 0;\n',
    rule: 'ledger-writes-itself',
    says: '@/lib/ground/ledger',
  },
  {
    file: 'lib/rooms/unlocks/d.ts',
    text: 'export const x = (db) => db.transfer.findMany({});\n',
    rule: 'ledger-read-by-its-door',
    says: '@/lib/ground/ledger',
  },
  {
    file: 'lib/rooms/unlocks/e.ts',
    text: 'export const x = `SELECT 1 FROM transfers`;\n',
    rule: 'ledger-read-by-its-door',
    says: '@/lib/ground/ledger',
  },
];

/** What the plants import, and files that break nothing. */
export const SOUND: Record<string, string> = {
  'app/shared.ts': of('@/lib/rooms/wallet'),
  'components/shared.tsx': [
    of('@/lib/rooms/catalog/browser'),
    "import type { Z } from '@/lib/rooms/wallet';\n",
    'export type Q = Z;\n',
  ].join(''),
  'scripts/shared.ts': 'export const x = process.env.PRICE;\n',
  'tests/shared.ts': of('@/lib/rooms/wallet/inside'),
  'lib/core/db.ts': of('pg'),
  'lib/core/env.ts': 'export const x = process.env.PRICE;\n',
  'lib/generated/prisma/client.ts': 'export const x = 1;\n',
  'lib/ground/ledger/index.ts': "export { x } from './inside';\n",
  'lib/ground/ledger/inside.ts': 'export const x = `INSERT INTO transfers VALUES (1)`;\n',
  'lib/ground/attic/index.ts': 'export const x = 1;\n',
  'lib/ground/payments/index.ts': of('stripe'),
  'lib/rooms/wallet/index.ts': "export { x } from './inside';\nexport type Z = number;\n",
  'lib/rooms/wallet/inside.ts': of('@/lib/ground/payments'),
  'lib/rooms/media/b.ts': of('./a'),
  'lib/rooms/catalog/inside.ts': of('@/lib/core/db'),
  'lib/rooms/unlocks/index.ts': of('@/lib/rooms/wallet'),
  'lib/desks/studio/index.ts': of('@/lib/rooms/unlocks'),
  'lib/entry/session/index.ts': of('next/headers'),
  'lib/entry/actions/index.ts': of('@/lib/entry/session'),
};
