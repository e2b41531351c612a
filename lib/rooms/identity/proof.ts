import { DomainError } from '@/lib/core/errors';
import type { Viewer } from './viewer';

/** A sensitive act asks for password or second factor again when the last proof is older than this. */
export const PROOF_MINUTES = 10;

/** Throws `proof_needed`, which the interface answers with a dialog and then repeats the act. */
export function requireProof(viewer: Pick<Viewer, 'isProved'>): void {
  if (!viewer.isProved) throw new DomainError('proof_needed');
}
