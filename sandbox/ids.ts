import { randomInt } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

type Draw = (below: number) => number;

let draw: Draw = (below) => randomInt(below);

/** Random characters of the alphabet that Stripe's ids use. */
export function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET[draw(ALPHABET.length)]).join('');
}

/** While `work` runs, which must be synchronous, ids come from these draws: the same draws, the same ids. */
export function withDraws<T>(draws: Draw, work: () => T): T {
  const before = draw;
  draw = draws;
  try {
    return work();
  } finally {
    draw = before;
  }
}

const LENGTHS = { cs_test_a1: 58, cus: 14, prod: 14, req: 14, li: 24, acct: 16 } as const;

/** A new id in Stripe's form, such as `pi_3Q…`; the prefix says what it names. */
export function newId(
  prefix:
    | 'acct'
    | 'ba'
    | 'ch'
    | 'cs'
    | 'cus'
    | 'dp'
    | 'evt'
    | 'file'
    | 'issfr'
    | 'li'
    | 'pi'
    | 'pm'
    | 'po'
    | 'price'
    | 'prod'
    | 're'
    | 'req'
    | 'seti'
    | 'txn'
    | 'py'
    | 'pyr'
    | 'tr'
    | 'trr'
    | 'tu',
): string {
  if (prefix === 'cs') return `cs_test_a1${randomText(LENGTHS.cs_test_a1)}`;
  const length = prefix in LENGTHS ? LENGTHS[prefix as keyof typeof LENGTHS] : 24;
  return `${prefix}_${randomText(length)}`;
}

/** What the browser would hold to act on one intent: `pi_…_secret_…`. */
export function newClientSecret(id: string): string {
  return `${id}_secret_${randomText(25)}`;
}
