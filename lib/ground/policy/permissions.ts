import type { AdminRole } from '@/lib/generated/prisma/enums';

const everyone = ['support', 'finance', 'owner'] as const;
const money = ['finance', 'owner'] as const;

/** Which roles may do what: the one table that pages and actions of the back office ask. */
export const MAY = {
  readPeople: everyone,
  writeNotes: everyone,
  endSessions: everyone,
  adjust: money,
  approve: money,
  giveInBulk: money,
  freeze: money,
  releaseGifts: money,
  readAudit: money,
  /** Support within a limit (lib/ground/policy/refund-policy). */
  refund: everyone,
  cashOut: money,
  reverseUnlocks: money,
  readDisputes: everyone,
  answerDisputes: money,
  reconcile: money,
  endOddMoney: money,
  readLedger: everyone,
  exportLedger: money,
  manageJobs: money,
  answerSupport: everyone,
  setRoles: ['owner'],
  resetSecondFactors: ['owner'],
} as const satisfies Record<string, readonly AdminRole[]>;

/** Who may be signed out by this role, apart from readers and creators: its equals and those below it. */
export const NOT_ABOVE: Record<AdminRole, AdminRole[]> = {
  support: ['support'],
  finance: ['support', 'finance'],
  owner: ['support', 'finance', 'owner'],
};

export type Permission = keyof typeof MAY;

export function may(role: AdminRole, permission: Permission): boolean {
  return (MAY[permission] as readonly AdminRole[]).includes(role);
}
