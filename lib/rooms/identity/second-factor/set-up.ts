import { generateSecret, generateURI } from 'otplib';
import { encode } from 'uqr';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { AuthRequest } from '../auth-request';
import { countAttempts, forgiveAttempts, secondFactorRules } from '../limits';
import { requireProof } from '../proof';
import { revokeSessions } from '../revoke-sessions';
import type { Viewer } from '../viewer';
import { replaceRecoveryCodes } from './recovery-codes';
import { sealSecret } from './seal-secret';
import { takeTimeCode } from './take-code';

type Facts = Pick<AuthRequest, 'address' | 'requestId'>;

export interface Enrolment {
  /** To type where nothing can be scanned. */
  secret: string;
  /** The code to scan: squares of one unit, as the data of an SVG path, on `size` units. */
  path: string;
  size: number;
}

/**
 * Begins: the secret to bring into an authenticator app. It counts only once a code from there was confirmed,
 * and is a new one each time: anyone who knows the password could have begun before, and kept what was shown.
 * Throws `proof_needed`, and `not_found` when a second factor is on already.
 */
export async function beginSecondFactor(viewer: Viewer): Promise<Enrolment> {
  requireProof(viewer);
  const { userId, email } = viewer;
  const secret = generateSecret();
  const sealedSecret = sealSecret(userId, secret);
  await db.secondFactor.createMany({ data: { userId, sealedSecret }, skipDuplicates: true });
  const { count } = await db.secondFactor.updateMany({
    where: { userId, confirmedAt: null },
    data: { sealedSecret, lastStep: 0n },
  });
  if (count === 0) throw new DomainError('not_found');
  const { data, size } = encode(generateURI({ issuer: 'Farthing', label: email, secret }), { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { secret, path, size };
}

/** Turns it on with a first code and ends other sessions. Returns recovery codes. Throws `wrong_code`. */
export async function confirmSecondFactor(viewer: Viewer, code: string, facts: Facts): Promise<string[]> {
  requireProof(viewer);
  const { userId } = viewer;
  const rules = secondFactorRules(userId, viewer.sessionId);
  await countAttempts(rules);
  const codes = await db.$transaction(async (tx) => {
    if (!(await takeTimeCode(tx, userId, code))) return null;
    const { count } = await tx.secondFactor.updateMany({
      where: { userId, confirmedAt: null },
      data: { confirmedAt: new Date() },
    });
    if (count === 0) return null;
    const sessionsEnded = await revokeSessions(tx, userId, viewer.sessionId);
    await writeAudit(tx, {
      ...subjectOf(userId, facts),
      action: 'turn_on_second_factor',
      before: { secondFactor: false },
      after: { secondFactor: true, sessionsEnded },
    });
    return replaceRecoveryCodes(tx, userId);
  });
  if (!codes) throw new DomainError('wrong_code', { fieldErrors: { code: 'codeWrong' } });
  await forgiveAttempts(rules);
  return codes;
}

/** Off. Throws `proof_needed`: who has it on proves it with a code. */
export async function turnOffSecondFactor(viewer: Viewer, facts: Facts): Promise<void> {
  requireProof(viewer);
  const { userId } = viewer;
  await db.$transaction(async (tx) => {
    const { count: wasOn } = await tx.secondFactor.deleteMany({
      where: { userId, confirmedAt: { not: null } },
    });
    // One that was only begun is gone, too.
    await tx.secondFactor.deleteMany({ where: { userId } });
    await tx.recoveryCode.deleteMany({ where: { userId } });
    if (wasOn > 0)
      await writeAudit(tx, {
        ...subjectOf(userId, facts),
        action: 'turn_off_second_factor',
        before: { secondFactor: true },
        after: { secondFactor: false },
      });
  });
}

/** New recovery codes in place of the old ones. Throws `proof_needed`, `not_found`. */
export async function renewRecoveryCodes(viewer: Viewer, facts: Facts): Promise<string[]> {
  requireProof(viewer);
  const { userId } = viewer;
  return db.$transaction(async (tx) => {
    const on = await tx.secondFactor.findFirst({ where: { userId, confirmedAt: { not: null } } });
    if (!on) throw new DomainError('not_found');
    await writeAudit(tx, { ...subjectOf(userId, facts), action: 'renew_recovery_codes' });
    return replaceRecoveryCodes(tx, userId);
  });
}

function subjectOf(userId: bigint, { address, requestId }: Facts) {
  return { actorId: userId, subjectType: 'user', subjectId: String(userId), address, requestId };
}
