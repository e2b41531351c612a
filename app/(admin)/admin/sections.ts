import type { Waiting } from '@/lib/desks/backoffice';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import { MAY } from '@/lib/ground/policy';

interface Section {
  href: string;
  /** Its name: `admin.nav.<key>`. */
  key:
    | 'overview'
    | 'people'
    | 'adjustments'
    | 'gifts'
    | 'refunds'
    | 'disputes'
    | 'reconciliation'
    | 'oddMoney'
    | 'support'
    | 'ledger'
    | 'jobs'
    | 'audit'
    | 'roles';
  roles: readonly AdminRole[];
  /** What of it may wait for an admin, and is counted in the menu. */
  waits?: readonly (keyof Waiting)[];
}

/** The parts of the back office in the menu's order. A new one is a line here, a word and a page. */
export const SECTIONS: readonly Section[] = [
  { href: '/admin', key: 'overview', roles: MAY.readPeople },
  { href: '/admin/people', key: 'people', roles: MAY.readPeople },
  { href: '/admin/adjustments', key: 'adjustments', roles: MAY.readPeople, waits: ['adjustments'] },
  { href: '/admin/gifts', key: 'gifts', roles: MAY.giveInBulk, waits: ['gifts'] },
  { href: '/admin/refunds', key: 'refunds', roles: MAY.refund, waits: ['reversals'] },
  { href: '/admin/disputes', key: 'disputes', roles: MAY.readDisputes, waits: ['disputes', 'holds'] },
  { href: '/admin/support', key: 'support', roles: MAY.answerSupport, waits: ['support'] },
  { href: '/admin/ledger', key: 'ledger', roles: MAY.readLedger },
  {
    href: '/admin/reconciliation',
    key: 'reconciliation',
    roles: MAY.reconcile,
    waits: ['differences', 'charges'],
  },
  {
    href: '/admin/odd-money',
    key: 'oddMoney',
    roles: MAY.endOddMoney,
    waits: ['oddMoney', 'failedPayouts', 'unknownPayouts'],
  },
  { href: '/admin/jobs', key: 'jobs', roles: MAY.manageJobs, waits: ['jobs'] },
  { href: '/admin/audit', key: 'audit', roles: MAY.readAudit },
  { href: '/admin/roles', key: 'roles', roles: MAY.setRoles },
];
