import type { AuditAction } from '@/lib/core/audit-actions';
import type { Prisma, Tx } from '@/lib/core/db';

/** What a request says of itself, whatever it asks for. */
export interface Asked {
  requesterId: bigint;
  status: string;
  decider: { email: string } | null;
  /** Null: it waits for as long as it takes. */
  expiresAt: Date | null;
}

/** What the audit row of a step shows. */
export interface Shown {
  before?: Prisma.InputJsonObject;
  after: Prisma.InputJsonObject;
}

interface Refusal {
  note: string;
  deciderId: bigint;
}

/** A thing that two admins decide about. `decide` and `expireDue` do the rest. */
export interface ApprovalKind<Row extends Asked> {
  /** States in which it may be agreed to, and turned down. */
  open: Record<'agree' | 'turnDown', readonly Row['status'][]>;
  actions: Record<'request' | 'agree' | 'turnDown' | 'withdraw', AuditAction>;
  subjectOf(row: Row): { subjectType: string; subjectId: bigint };
  /** Locks the request's row, after what its posting locks first, and reads it; null when there is none. */
  lock(tx: Tx, id: bigint): Promise<Row | null>;
  /** Whether this person would decide about money or work of their own. */
  isAbout(tx: Tx, row: Row, personId: bigint): Promise<boolean> | boolean;
  /** Writes down that it was turned down. */
  turnDown(tx: Tx, row: Row, refusal: Refusal): Promise<Shown>;
}

/** One that nobody decided in time. */
interface Expired extends Shown {
  subjectId: bigint;
}

/** A kind of which requests run out. */
export interface ExpiringKind {
  subjectType: string;
  action: AuditAction;
  listDue(now: Date, limit: number): Promise<{ id: bigint }[]>;
  /** Ends one that still waits; null: it no longer does. */
  runOut(tx: Tx, id: bigint, now: Date): Promise<Expired | null>;
}
