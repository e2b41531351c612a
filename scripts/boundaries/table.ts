/** The floors of lib/ from the ground up. A file imports its own room, and lower rooms by their doors. */
export const FLOORS = ['core', 'ground', 'rooms', 'desks', 'entry'] as const;
export type Floor = (typeof FLOORS)[number];

/**
 * Every room and the rooms of its own floor that it may enter; floors below are open to it. Core has no
 * rooms: each of its files is a door. A room that is missing here may import nothing and be imported by
 * nobody.
 */
export const ROOMS: Record<Exclude<Floor, 'core'>, Record<string, string[]>> = {
  ground: {
    ledger: [],
    mail: [],
    markdown: [],
    payments: [],
    pdf: [],
    policy: ['ledger'],
  },
  rooms: {
    approvals: [],
    catalog: [],
    earnings: [],
    fonts: ['catalog'],
    identity: ['wallet'],
    media: [],
    'money-back': ['approvals', 'odd-money', 'wallet'],
    'odd-money': [],
    payouts: ['earnings', 'odd-money'],
    unlocks: ['catalog', 'media', 'wallet'],
    views: [],
    wallet: ['catalog', 'odd-money'],
  },
  desks: {
    backoffice: [],
    notify: ['support'],
    reconciliation: [],
    studio: [],
    support: [],
  },
  entry: {
    actions: ['calls', 'session'],
    // What a call of an action and one of a route have in common.
    calls: [],
    health: [],
    i18n: [],
    jobs: ['health'],
    metrics: ['server'],
    'page-cache': ['server'],
    routes: ['calls', 'session'],
    server: [],
    session: [],
    'stripe-events': [],
  },
};

/** The doors that pages may use; ground's payments and the database stay behind rooms. */
export const OPEN_TO_PAGES = ['ground/ledger', 'ground/mail', 'ground/markdown', 'ground/policy'];

/** What of core a browser may have: words, numbers and lists. */
export const CORE_FOR_BROWSERS = [
  'currencies',
  'currency-input',
  'currency-limits',
  'cut-text',
  'errors',
  'i18n/locales',
  'i18n/messages/.+',
  'media-addresses',
  'money',
  'read-amount',
  'theme',
  'time',
  'time-zone',
  'time-zone-name',
];

/** Packages and parts of them that a component may use. */
export const PACKAGES_OF_COMPONENTS = [
  'react',
  'react-dom',
  'd3-array',
  'recharts',
  'next-intl',
  'next/link',
  'next/navigation',
];

/** Written only in lib/ground/ledger, by table and by Prisma's name for it. */
export const LEDGER_TABLES: Record<string, string> = {
  accounts: 'account',
  grants: 'grant',
  lots: 'lot',
  settlements: 'settlement',
  transfers: 'transfer',
  unlocks: 'unlock',
  unlock_refunds: 'unlockRefund',
  wallets: 'wallet',
};
