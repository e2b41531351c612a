import { currencyOf, isCurrencyCode, MICROS_PER_UNIT } from './currencies.ts';
import { amountInputOf } from './currency-input.ts';

/**
 * What is wrong with an amount as it was written:
 * - `missing`: nothing was written;
 * - `unreadable`: no plain figures ("abc", "1e1", "5 5", "١٢");
 * - `comma`: a comma that may stand before decimals ("3,5", "0,035"; in a file also "1,000");
 * - `currency`: the sign of another currency;
 * - `decimals`: finer than the smallest step;
 * - `not_positive`: zero, or below it;
 * - `range`: outside of what is allowed here.
 */
export type AmountFault =
  | 'missing'
  | 'unreadable'
  | 'comma'
  | 'currency'
  | 'decimals'
  | 'not_positive'
  | 'range';

export const AMOUNT_FAULTS = [
  ...['missing', 'unreadable', 'comma', 'currency'],
  ...['decimals', 'not_positive', 'range'],
] as AmountFault[];

export interface AmountRules {
  /** Amounts are whole multiples of this: a cent for a card, a hundredth of one for a price. */
  stepMicros: bigint;
  minMicros?: bigint;
  maxMicros?: bigint;
  /** From a file, where nobody sees how it was read: one comma before exactly three digits is refused. */
  bulk?: boolean;
}

export type ReadAmount = { micros: bigint } | { fault: AmountFault };

const ANY_SIGN = /^(?:(?:US)?\$|[₩\\€£¥])|[¢€£¥₩$]$|(?:센트|달러|원|円|元)$/iu;
const HUNDREDTHS = ['¢', '센트'];
// A group of thousands never begins with a zero.
const FIGURES = /^(\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.(\d+))?$/;
const MOST_DIGITS = 12;
const FRACTION_SCALE = 10n ** 12n;

/**
 * Reads an amount as a person wrote it ("12", "12.50", "1,000", "₩5000", "３.５¢") as micros, exactly. The one
 * reader for forms, files and settings: full-width figures and signs count as plain ones, a comma only groups
 * thousands, decimals follow a point.
 */
export function readAmount(written: string, code: string, rules: AmountRules): ReadAmount {
  const plain = toPlain(written);
  if (!plain) return { fault: 'missing' };
  const unsigned = plain.replace(/^[-−]\s*/u, '');
  const cleaned = isCurrencyCode(code) ? withoutSign(unsigned, amountInputOf(code).typed) : unsigned;
  const fault = faultOf(cleaned, rules.bulk ?? false);
  if (fault === 'currency' && cleaned !== unsigned) return { fault: 'unreadable' };
  if (fault) return { fault };
  if (unsigned !== plain) return { fault: 'not_positive' };
  const [, whole = '', fraction = ''] = FIGURES.exec(cleaned) ?? [];
  const digits = whole.replaceAll(',', '').replace(/^0+/, '');
  if (digits.length > MOST_DIGITS) return { fault: 'range' };
  const unit = HUNDREDTHS.some((sign) => unsigned.endsWith(sign))
    ? currencyOf(code).minorMicros
    : MICROS_PER_UNIT;
  const tail = fraction.replace(/0+$/, '');
  if (tail.length > MOST_DIGITS) return { fault: 'decimals' };
  // In millionths of a micro, so that what is too fine shows.
  const scaled = (BigInt(digits || '0') * FRACTION_SCALE + BigInt(tail.padEnd(MOST_DIGITS, '0'))) * unit;
  return judge(scaled, rules);
}

/** Full-width letters and the wide space as plain ones, composed. Not NFKC, which makes "5²" to "52". */
function toPlain(written: string): string {
  return written
    .normalize('NFC')
    .replace(/[\u3000\uff01-\uffee]/g, (wide) => wide.normalize('NFKC'))
    .trim();
}

/** Takes one sign away; a second one stays and makes the text unreadable. */
function withoutSign(text: string, { before, after }: { before: RegExp; after: RegExp }): string {
  return before.test(text) ? text.replace(before, '') : text.replace(after, '');
}

function faultOf(cleaned: string, bulk: boolean): AmountFault | null {
  if (
    /^\d[\d,.]*,[\d,.]*$/.test(cleaned) &&
    (!FIGURES.test(cleaned) || (bulk && /^\d+,\d{3}$/.test(cleaned)))
  )
    return 'comma';
  if (FIGURES.test(cleaned) && /\d/.test(cleaned)) return null;
  return ANY_SIGN.test(cleaned) && /\d/.test(cleaned) ? 'currency' : 'unreadable';
}

function judge(scaled: bigint, { stepMicros, minMicros, maxMicros }: AmountRules): ReadAmount {
  if (scaled === 0n) return { fault: 'not_positive' };
  if (scaled % (FRACTION_SCALE * stepMicros) !== 0n) return { fault: 'decimals' };
  const micros = scaled / FRACTION_SCALE;
  const inside =
    (minMicros === undefined || micros >= minMicros) && (maxMicros === undefined || micros <= maxMicros);
  return inside ? { micros } : { fault: 'range' };
}
