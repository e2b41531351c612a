/** Where a dispute stands; the later of two that were read is the one with the higher rank. */
const RANK: Record<string, number> = {
  warning_needs_response: 1,
  warning_under_review: 2,
  warning_closed: 3,
  needs_response: 4,
  under_review: 5,
  appeal_needs_response: 6,
  appeal_under_review: 7,
  prevented: 8,
  lost: 8,
  // Stripe may give the money back after a loss, never the other way.
  won: 9,
};

/** Which status holds: `told` was read, `known` is stored. A read may be older than what was applied. */
export function laterStatus(known: string, told: string): string {
  return (RANK[told] ?? 0) >= (RANK[known] ?? 0) ? told : known;
}

export function isClosed(status: string): boolean {
  return ['won', 'lost', 'warning_closed', 'prevented'].includes(status);
}

/** The wallet goes on hold: the bank has the money and may keep it. Not while it only asks. */
export function asksForHold(status: string): boolean {
  return status === 'lost' || !(isClosed(status) || status.startsWith('warning_'));
}

/** The bank gave the money back, or never had it. */
export function endsHold(status: string): boolean {
  return isClosed(status) && status !== 'lost';
}

/** The bank waits for evidence. */
export const TAKES_EVIDENCE = ['needs_response', 'warning_needs_response'];

export function takesEvidence(status: string): boolean {
  return TAKES_EVIDENCE.includes(status);
}

/** Of disputes that ask for their wallet to be on hold, while nobody has decided otherwise. */
export const HOLDING = { heldAt: { not: null }, holdEndedAt: null } as const;
