import type { Things } from './access-world.ts';

export const ROLES = [
  'nobody',
  'reader',
  'other reader',
  'creator',
  'other creator',
  'support',
  'finance',
  'owner',
] as const;
type Role = (typeof ROLES)[number];

/** A status in words, the path that one is sent to, or another status as it is. */
type Answer = 'ok' | 'not found' | `to ${string}` | `${number}`;
type Answers = Record<Role, Answer>;

export interface Row {
  /** Where the thing is that was made for this test. */
  path: (things: Things) => string;
  answers: Answers;
  /** The same address for a thing nobody has: who may not see the real one gets the same answer. */
  nowhere?: string;
  method?: 'POST';
  /** Follows where it leads, as a browser does. */
  follow?: true;
}

const NOWHERE = '987654321987654';
const NO_UUID = '00000000-0000-4000-8000-000000000000';
const SIGN_IN = 'to /sign-in';
const READERS: Role[] = ['reader', 'other reader'];
const CREATORS: Role[] = ['creator', 'other creator'];
const ADMINS: Role[] = ['support', 'finance', 'owner'];
const FINANCE: Role[] = ['finance', 'owner'];
const SIGNED_IN: Role[] = [...READERS, ...CREATORS, ...ADMINS];

/** `nobody` gets the first answer, these roles the second, all others the third. */
function answers(nobody: Answer, roles: Role[], theirs: Answer, others: Answer): Answers {
  return Object.fromEntries(
    ROLES.map((role) => [role, role === 'nobody' ? nobody : roles.includes(role) ? theirs : others]),
  ) as Answers;
}

const everyone = (answer: Answer = 'ok') => answers(answer, [], answer, answer);
const signedIn = (answer: Answer = 'ok') => answers(SIGN_IN, SIGNED_IN, answer, answer);
/** An admin's or a person's own page: others learn nothing, and nobody is asked to sign in. */
const page = (roles: Role[]) => answers(SIGN_IN, roles, 'ok', 'not found');
/** A file or a call of a page: no place to be asked to sign in. */
const call = (roles: Role[], theirs: Answer = 'ok') => answers('not found', roles, theirs, 'not found');
/** A page of the studio: anyone who has none is shown the way to one. */
const studio = (roles: Role[]): Answers => ({
  ...answers(SIGN_IN, roles, 'ok', 'to /become-a-creator'),
  ...(roles.includes('other creator') ? {} : { 'other creator': 'not found' }),
});
/** Anyone who is in already is sent on. */
const doorway: Answers = answers('ok', SIGNED_IN, 'to /', 'to /');

const at = (path: string, rights: Answers): Row => ({ path: () => path, answers: rights });

/**
 * What each may open, by the file of the page or route: support reads, answers, and refunds up to a limit;
 * finance adjusts, approves and reconciles; the owner may all; the rest belongs to whom it belongs. Written
 * by hand, from what was decided.
 */
export const ROUTES: Record<string, Row | Row[]> = {
  '(admin)/admin/page.tsx': at('/admin', page(ADMINS)),
  '(admin)/admin/[...rest]/page.tsx': at('/admin/nothing/here', page([])),
  '(admin)/admin/adjustments/page.tsx': at('/admin/adjustments', page(ADMINS)),
  '(admin)/admin/adjustments/[id]/page.tsx': {
    path: ({ adjustment }) => `/admin/adjustments/${adjustment}`,
    nowhere: `/admin/adjustments/${NOWHERE}`,
    answers: page(ADMINS),
  },
  '(admin)/admin/adjustments/[id]/file/route.ts': {
    path: ({ adjustment }) => `/admin/adjustments/${adjustment}/file`,
    nowhere: `/admin/adjustments/${NOWHERE}/file`,
    answers: call(FINANCE),
  },
  '(admin)/admin/adjustments/files/route.ts': {
    path: () => '/admin/adjustments/files',
    method: 'POST',
    answers: call(FINANCE, '400'),
  },
  '(admin)/admin/adjustments/new/page.tsx': {
    path: ({ person }) => `/admin/adjustments/new?person=${person}`,
    nowhere: `/admin/adjustments/new?person=${NOWHERE}`,
    answers: page(FINANCE),
  },
  '(admin)/admin/audit/page.tsx': at('/admin/audit', page(FINANCE)),
  '(admin)/admin/audit/export/route.ts': at('/admin/audit/export', call(FINANCE)),
  '(admin)/admin/disputes/page.tsx': at('/admin/disputes', page(ADMINS)),
  '(admin)/admin/disputes/[id]/page.tsx': {
    path: ({ dispute }) => `/admin/disputes/${dispute}`,
    nowhere: `/admin/disputes/${NOWHERE}`,
    answers: page(ADMINS),
  },
  '(admin)/admin/disputes/[id]/evidence/[evidenceId]/route.ts': {
    path: ({ dispute, evidence }) => `/admin/disputes/${dispute}/evidence/${evidence}`,
    nowhere: `/admin/disputes/${NOWHERE}/evidence/1`,
    answers: call(ADMINS),
  },
  '(admin)/admin/gifts/page.tsx': at('/admin/gifts', page(FINANCE)),
  '(admin)/admin/gifts/[id]/page.tsx': {
    path: ({ batch }) => `/admin/gifts/${batch}`,
    nowhere: `/admin/gifts/${NOWHERE}`,
    answers: page(FINANCE),
  },
  '(admin)/admin/gifts/[id]/result/route.ts': {
    path: ({ batch }) => `/admin/gifts/${batch}/result`,
    nowhere: `/admin/gifts/${NOWHERE}/result`,
    answers: call(FINANCE),
  },
  '(admin)/admin/gifts/upload/route.ts': {
    path: () => '/admin/gifts/upload',
    method: 'POST',
    answers: call(FINANCE, '400'),
  },
  '(admin)/admin/jobs/page.tsx': at('/admin/jobs', page(FINANCE)),
  '(admin)/admin/ledger/(overview)/page.tsx': at('/admin/ledger', page(ADMINS)),
  '(admin)/admin/ledger/accounts/[id]/page.tsx': {
    path: ({ account }) => `/admin/ledger/accounts/${account}`,
    nowhere: `/admin/ledger/accounts/${NOWHERE}`,
    answers: page(ADMINS),
  },
  '(admin)/admin/ledger/causes/[kind]/[ref]/page.tsx': {
    path: ({ topUp }) => `/admin/ledger/causes/top_up/${topUp}`,
    nowhere: `/admin/ledger/causes/top_up/${NOWHERE}`,
    answers: page(ADMINS),
  },
  '(admin)/admin/ledger/export/page.tsx': at('/admin/ledger/export', page(FINANCE)),
  '(admin)/admin/ledger/export/[file]/route.ts': at('/admin/ledger/export/transfers.csv', call(FINANCE)),
  '(admin)/admin/ledger/trial-balance/page.tsx': at('/admin/ledger/trial-balance', page(ADMINS)),
  '(admin)/admin/odd-money/page.tsx': at('/admin/odd-money', page(FINANCE)),
  '(admin)/admin/people/page.tsx': at('/admin/people', page(ADMINS)),
  '(admin)/admin/people/[id]/page.tsx': {
    path: ({ person }) => `/admin/people/${person}`,
    nowhere: `/admin/people/${NOWHERE}`,
    answers: page(ADMINS),
  },
  '(admin)/admin/reconciliation/page.tsx': at('/admin/reconciliation', page(FINANCE)),
  '(admin)/admin/reconciliation/[id]/page.tsx': {
    path: ({ comparison }) => `/admin/reconciliation/${comparison}`,
    nowhere: `/admin/reconciliation/${NOWHERE}`,
    answers: page(FINANCE),
  },
  '(admin)/admin/reconciliation/[id]/csv/route.ts': {
    path: ({ comparison }) => `/admin/reconciliation/${comparison}/csv`,
    nowhere: `/admin/reconciliation/${NOWHERE}/csv`,
    answers: call(FINANCE),
  },
  '(admin)/admin/refunds/page.tsx': at('/admin/refunds', page(ADMINS)),
  '(admin)/admin/refunds/top-ups/[id]/page.tsx': {
    path: ({ topUp }) => `/admin/refunds/top-ups/${topUp}`,
    nowhere: `/admin/refunds/top-ups/${NOWHERE}`,
    answers: page(ADMINS),
  },
  '(admin)/admin/refunds/unlocks/[id]/page.tsx': {
    path: ({ unlock }) => `/admin/refunds/unlocks/${unlock}`,
    nowhere: `/admin/refunds/unlocks/${NOWHERE}`,
    answers: page(FINANCE),
  },
  '(admin)/admin/refunds/wallets/[id]/page.tsx': {
    path: ({ wallet }) => `/admin/refunds/wallets/${wallet}`,
    nowhere: `/admin/refunds/wallets/${NOWHERE}`,
    answers: page(FINANCE),
  },
  '(admin)/admin/roles/page.tsx': at('/admin/roles', page(['owner'])),
  '(admin)/admin/support/page.tsx': at('/admin/support', page(ADMINS)),
  '(admin)/admin/support/[id]/page.tsx': {
    path: ({ request }) => `/admin/support/${request}`,
    nowhere: `/admin/support/${NOWHERE}`,
    answers: page(ADMINS),
  },
  '(admin)/admin/support/answers/page.tsx': at('/admin/support/answers', page(ADMINS)),

  '(auth)/forgot-password/page.tsx': at('/forgot-password', everyone()),
  '(auth)/new-password/page.tsx': at('/new-password', everyone()),
  '(auth)/sign-in/page.tsx': at('/sign-in', doorway),
  '(auth)/sign-in/check-your-mail/page.tsx': at('/sign-in/check-your-mail', everyone()),
  '(auth)/sign-in/code/page.tsx': at('/sign-in/code', { ...doorway, nobody: SIGN_IN }),
  '(auth)/sign-in/error/page.tsx': at('/sign-in/error', everyone()),
  '(auth)/sign-in/link/page.tsx': at('/sign-in/link', everyone()),
  '(auth)/sign-up/page.tsx': at('/sign-up', doorway),
  '(auth)/verify-email/page.tsx': at('/verify-email', everyone()),

  '(creator)/become-a-creator/page.tsx': at(
    '/become-a-creator',
    answers(SIGN_IN, [...READERS, ...ADMINS], 'ok', 'to /studio'),
  ),
  '(creator)/studio/(items)/page.tsx': at('/studio', studio(CREATORS)),
  '(creator)/studio/courses/page.tsx': at('/studio/courses', studio(CREATORS)),
  '(creator)/studio/courses/[id]/page.tsx': {
    path: ({ course }) => `/studio/courses/${course}`,
    nowhere: `/studio/courses/${NOWHERE}`,
    answers: studio(['creator']),
  },
  '(creator)/studio/courses/new/page.tsx': at('/studio/courses/new', studio(CREATORS)),
  '(creator)/studio/earnings/page.tsx': at('/studio/earnings', studio(CREATORS)),
  '(creator)/studio/import/page.tsx': at('/studio/import', studio(CREATORS)),
  '(creator)/studio/items/[id]/page.tsx': {
    path: ({ draft }) => `/studio/items/${draft}`,
    nowhere: `/studio/items/${NOWHERE}`,
    answers: studio(['creator']),
  },
  '(creator)/studio/items/[id]/export.md/route.ts': {
    path: ({ draft }) => `/studio/items/${draft}/export.md`,
    nowhere: `/studio/items/${NOWHERE}/export.md`,
    answers: call(['creator']),
  },
  '(creator)/studio/items/[id]/versions/page.tsx': {
    path: ({ game }) => `/studio/items/${game}/versions`,
    nowhere: `/studio/items/${NOWHERE}/versions`,
    answers: studio(['creator']),
  },
  '(creator)/studio/new/page.tsx': at('/studio/new', studio(CREATORS)),
  '(creator)/studio/payouts/(overview)/page.tsx': at('/studio/payouts', studio(CREATORS)),
  '(creator)/studio/payouts/[id]/page.tsx': {
    path: ({ payout }) => `/studio/payouts/${payout}`,
    nowhere: `/studio/payouts/${NOWHERE}`,
    answers: studio(['creator']),
  },
  '(creator)/studio/payouts/[id]/statement.pdf/route.ts': {
    path: ({ payout }) => `/studio/payouts/${payout}/statement.pdf`,
    nowhere: `/studio/payouts/${NOWHERE}/statement.pdf`,
    answers: call(['creator']),
  },
  '(creator)/studio/payouts/tax/page.tsx': at('/studio/payouts/tax', studio(CREATORS)),
  '(creator)/studio/profile/page.tsx': at('/studio/profile', studio(CREATORS)),

  '(reader)/library/page.tsx': at('/library', signedIn()),
  '(reader)/settings/page.tsx': at('/settings', signedIn()),
  '(reader)/support/page.tsx': at('/support', signedIn()),
  '(reader)/support/[id]/page.tsx': {
    path: ({ request }) => `/support/${request}`,
    nowhere: `/support/${NOWHERE}`,
    answers: page(['reader']),
  },
  '(reader)/support/new/page.tsx': [
    at('/support/new', signedIn()),
    {
      path: ({ topUp }) => `/support/new?about=top_up-${topUp}`,
      nowhere: `/support/new?about=top_up-${NOWHERE}`,
      answers: page(['reader']),
    },
    {
      path: ({ payout }) => `/support/new?about=payout-${payout}`,
      nowhere: `/support/new?about=payout-${NOWHERE}`,
      answers: page(['creator']),
    },
  ],
  '(reader)/wallet/page.tsx': at('/wallet', signedIn()),
  '(reader)/wallet/statement.csv/route.ts': at('/wallet/statement.csv', signedIn()),
  '(reader)/wallet/top-ups/[id]/page.tsx': {
    path: ({ topUp }) => `/wallet/top-ups/${topUp}`,
    nowhere: `/wallet/top-ups/${NOWHERE}`,
    answers: page(['reader']),
  },
  '(reader)/wallet/top-ups/[id]/return/route.ts': {
    path: ({ topUp }) => `/wallet/top-ups/${topUp}/return`,
    nowhere: `/wallet/top-ups/${NOWHERE}/return`,
    answers: page(['reader']),
    follow: true,
  },

  '(site)/(home)/page.tsx': at('/', everyone()),
  '(site)/courses/[slug]/page.tsx': {
    path: ({ courseSlug }) => `/courses/${courseSlug}`,
    answers: everyone(),
  },
  '(site)/creators/[handle]/page.tsx': { path: ({ handle }) => `/creators/${handle}`, answers: everyone() },
  '(site)/creators/[handle]/feed.xml/route.ts': {
    path: ({ handle }) => `/creators/${handle}/feed.xml`,
    answers: everyone(),
  },
  '(site)/read/[slug]/page.tsx': [
    { path: ({ slug }) => `/read/${slug}`, answers: everyone() },
    // Who wrote it may look at it where it will stand.
    {
      path: ({ draftSlug }) => `/read/${draftSlug}`,
      nowhere: '/read/nothing',
      answers: call(['creator']),
    },
  ],
  '(site)/search/page.tsx': at('/search?q=wren', everyone()),
  '(site)/topics/[topic]/page.tsx': at('/topics/money', everyone()),

  'covers/[edition]/[name]/route.ts': {
    path: () => '/covers/any/coins-1-money-en-light.svg',
    nowhere: '/covers/any/coins-1-money-en-none.svg',
    answers: everyone(),
  },
  // Which signs a paid text has is for who may read it.
  'fonts/cut/[name]/route.ts': {
    path: ({ paidType }) => `/fonts/cut/${paidType}-400.woff2`,
    nowhere: `/fonts/cut/${'0'.repeat(32)}-400.woff2`,
    answers: call(['reader', 'creator']),
  },

  // Only the way back from a provider, and none is set up here.
  'api/auth/[...nextauth]/route.ts': at('/api/auth/csrf', everyone('not found')),
  // Takes POST alone, from browsers.
  'api/csp-reports/route.ts': at('/api/csp-reports', everyone('405')),
  'api/health/route.ts': at('/api/health', everyone()),
  // Without a link that was made for the reader, a file is not there for anyone.
  'api/media/[id]/route.ts': {
    path: ({ file }) => `/api/media/${file}`,
    nowhere: `/api/media/${NO_UUID}`,
    answers: everyone('not found'),
  },
  'api/media/[id]/download/route.ts': {
    path: ({ file }) => `/api/media/${file}/download`,
    nowhere: `/api/media/${NO_UUID}/download`,
    answers: call(['reader', 'creator'], 'to /api/media/…'),
  },
  'api/media/[id]/link/route.ts': {
    path: ({ file }) => `/api/media/${file}/link`,
    nowhere: `/api/media/${NO_UUID}/link`,
    answers: call(['reader', 'creator']),
  },
  // For who knows the token, which no person does.
  // Nobody is named in a test.
  '.well-known/security.txt/route.ts': at('/.well-known/security.txt', everyone('not found')),
  'api/metrics/route.ts': at('/api/metrics', everyone('not found')),
  'api/ping/route.ts': at('/api/ping', everyone()),
  'api/ready/route.ts': at('/api/ready', everyone()),
  'api/stripe/onboarding/refresh/route.ts': at(
    '/api/stripe/onboarding/refresh',
    signedIn('to /studio/payouts'),
  ),
  'api/stripe/onboarding/return/route.ts': at(
    '/api/stripe/onboarding/return',
    signedIn('to /studio/payouts'),
  ),
  // For who can sign as Stripe does.
  'api/stripe/webhook/route.ts': {
    path: () => '/api/stripe/webhook',
    method: 'POST',
    answers: everyone('400'),
  },
  'api/studio/earnings/csv/route.ts': at('/api/studio/earnings/csv', call(CREATORS)),
  'api/studio/earnings/stream/route.ts': at('/api/studio/earnings/stream', call(CREATORS)),
  'api/studio/media/route.ts': [
    { path: () => '/api/studio/media', method: 'POST', answers: call(CREATORS, '400') },
    {
      path: ({ draft }) => `/api/studio/media?purpose=cover&item=${draft}`,
      nowhere: `/api/studio/media?purpose=cover&item=${NOWHERE}`,
      method: 'POST',
      answers: call(['creator'], '415'),
    },
  ],
  'api/studio/media/keys/[itemId]/route.ts': {
    path: ({ game }) => `/api/studio/media/keys/${game}`,
    nowhere: `/api/studio/media/keys/${NOWHERE}`,
    answers: call(['creator']),
  },
  // Takes PUT alone.
  'api/time-zone/route.ts': at('/api/time-zone', everyone('405')),
  'api/unlocks/route.ts': {
    path: () => '/api/unlocks',
    method: 'POST',
    answers: answers('401', SIGNED_IN, '400', '400'),
  },
  'api/wallet/balance/route.ts': at('/api/wallet/balance', answers('401', SIGNED_IN, 'ok', 'ok')),

  'mailbox/page.tsx': at('/mailbox', everyone()),
  'mailbox/[id]/page.tsx': { path: ({ mail }) => `/mailbox/${mail}`, answers: everyone() },
  'mailbox/[id]/html/route.ts': { path: ({ mail }) => `/mailbox/${mail}/html`, answers: everyone() },
  // The signed token is the right to it.
  'unsubscribe/page.tsx': {
    path: ({ unsubscribe }) => `/unsubscribe?token=${unsubscribe}`,
    answers: everyone(),
  },
  'unsubscribe/[token]/route.ts': {
    path: ({ unsubscribe }) => `/unsubscribe/${unsubscribe}`,
    answers: everyone('to /unsubscribe'),
  },
};
