import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { readAllowance } from '@/lib/rooms/approvals';
import { readTarget, type Target, type TargetState } from './targets';

export interface PostingLine {
  /** The account as the interface names it. */
  account: 'paid' | 'gift' | 'creator' | 'adjustments' | 'promotions';
  debitMicros: bigint;
  creditMicros: bigint;
}

export interface AdjustmentPreview {
  state: TargetState;
  /** The two lines of the posting, the debit first. */
  lines: [PostingLine, PostingLine];
  balanceAfterMicros: bigint;
  needsApproval: boolean;
  attachmentNeeded: boolean;
}

/** Evidence is needed where money with cash value leaves the platform. Gifts have none. */
export function attachmentNeeded(target: Target['kind'], amountMicros: bigint): boolean {
  return amountMicros > 0n && target !== 'gift';
}

/** Throws `own_account`, and `exceeds_balance` for a debit of more than the account holds. */
export function checkAdjustment(
  state: TargetState,
  amountMicros: bigint,
  actorId: bigint,
  locale: string,
): void {
  if (state.ownerId === actorId) throw new DomainError('own_account');
  if (amountMicros === 0n) throw new DomainError('invalid_input');
  if (state.balanceMicros + amountMicros < 0n) {
    const balance = formatMoney(state.balanceMicros, state.currency, locale);
    throw new DomainError('exceeds_balance', { details: { balance } });
  }
}

/** The two sides of what would be posted: each amount once as a debit and once as a credit. */
export function linesOf(state: TargetState, amountMicros: bigint): [PostingLine, PostingLine] {
  const isNewGift = state.target === 'gift' && state.accountId === null;
  const other = isNewGift ? 'promotions' : 'adjustments';
  const micros = amountMicros < 0n ? -amountMicros : amountMicros;
  const [debit, credit] = amountMicros < 0n ? [state.target, other] : [other, state.target];
  return [
    { account: debit as PostingLine['account'], debitMicros: micros, creditMicros: 0n },
    { account: credit as PostingLine['account'], debitMicros: 0n, creditMicros: micros },
  ];
}

/** What an adjustment would post now, without posting it. Throws what asking for it would throw. */
export async function previewAdjustment(
  target: Target,
  amountMicros: bigint,
  actorId: bigint,
  locale: string,
): Promise<AdjustmentPreview> {
  const state = await readTarget(db, target, { lock: false });
  checkAdjustment(state, amountMicros, actorId, locale);
  const { limitMicros, usedMicros } = await readAllowance(actorId, state.currency);
  const micros = amountMicros < 0n ? -amountMicros : amountMicros;
  return {
    state,
    lines: linesOf(state, amountMicros),
    balanceAfterMicros: state.balanceMicros + amountMicros,
    needsApproval: micros + usedMicros > limitMicros,
    attachmentNeeded: attachmentNeeded(target.kind, amountMicros),
  };
}
