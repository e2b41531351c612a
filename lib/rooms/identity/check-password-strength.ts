import { DomainError } from '@/lib/core/errors';
import { isBreachedPassword } from './is-breached-password';
import { PASSWORD_MIN } from './password-rules';

/** 0 (guessed at once) to 4 (very hard to guess), zxcvbn's scale. */
export type PasswordScore = 0 | 1 | 2 | 3 | 4;

/** Offline guessing of a good hash then takes years rather than hours. */
const ENOUGH: PasswordScore = 3;

// zxcvbn's time grows faster than the length; 64 characters that are easy to guess are rejected, and more do
// not weaken.
const LONGEST_CHECKED = 64;
// Anyone may ask for a score, and while one is worked out nobody else is served. The library tries this many
// readings of digits and signs as letters; with its own hundred, one password takes up to a second. The
// person's words are bounded too.
const READINGS = 4;
const MAX_WORDS = 20;

type Checker = { check(password: string, userInputs: string[]): { score: PasswordScore } };
let checker: Promise<Checker> | undefined;

// The dictionaries take a quarter of a second to unpack: on first use, not at start.
async function load(): Promise<Checker> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: READINGS,
  });
}

/** How hard the password is to guess for someone who knows the person's address and name. */
export async function scorePassword(password: string, known: (string | null)[]): Promise<PasswordScore> {
  checker ??= load();
  const words = ['farthing', ...known.filter((word) => word !== null)].flatMap((word) => [
    word.slice(0, LONGEST_CHECKED),
    ...word
      .split(/[^\p{L}\p{N}]+/u)
      .filter((part) => part.length > 2)
      .slice(0, MAX_WORDS),
  ]);
  const { score } = (await checker).check(password.slice(0, LONGEST_CHECKED), words);
  return password.length < PASSWORD_MIN ? (Math.min(score, 1) as PasswordScore) : score;
}

/** Throws DomainError('weak_password') for a password that is easy to guess or known to be stolen. */
export async function refuseWeakPassword(password: string, known: (string | null)[]): Promise<void> {
  if ((await scorePassword(password, known)) < ENOUGH) {
    throw new DomainError('weak_password', { fieldErrors: { password: 'passwordWeak' } });
  }
  if (await isBreachedPassword(password)) {
    throw new DomainError('weak_password', { fieldErrors: { password: 'passwordBreached' } });
  }
}
