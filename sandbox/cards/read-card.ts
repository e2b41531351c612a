/** What the payer typed, checked. Errors name the rule: the page has the words in two languages. */
export interface CardInput {
  number: string;
  expMonth: number;
  expYear: number;
  cvc: string;
}

type CardFieldError =
  | 'number_missing'
  | 'number_incomplete'
  | 'number_invalid'
  | 'expiry_missing'
  | 'expiry_invalid'
  | 'expiry_past'
  | 'cvc_missing'
  | 'cvc_incomplete';

export type CardErrors = Partial<Record<'number' | 'expiry' | 'cvc', CardFieldError>>;

/** Reads number, expiry (`12 / 34`, `12/2034`, `1234`) and CVC into a card, or says what is wrong. */
export function readCard(
  fields: { number: string; expiry: string; cvc: string },
  now: Date,
): { card: CardInput; errors: null } | { card: null; errors: CardErrors } {
  const number = fields.number.replace(/[\s-]/g, '');
  const expiry = readExpiry(fields.expiry);
  const cvc = fields.cvc.trim();
  const errors: CardErrors = {};

  const numberError = checkNumber(number);
  if (numberError) errors.number = numberError;
  if (fields.expiry.trim() === '') errors.expiry = 'expiry_missing';
  else if (!expiry) errors.expiry = 'expiry_invalid';
  else if (isPast(expiry, now)) errors.expiry = 'expiry_past';
  if (cvc === '') errors.cvc = 'cvc_missing';
  else if (!new RegExp(`^\\d{${brandOf(number) === 'amex' ? 4 : 3}}$`).test(cvc))
    errors.cvc = 'cvc_incomplete';

  if (Object.keys(errors).length > 0 || !expiry) return { card: null, errors };
  return { card: { number, expMonth: expiry.month, expYear: expiry.year, cvc }, errors: null };
}

function checkNumber(number: string): CardFieldError | null {
  if (number === '') return 'number_missing';
  if (!/^\d+$/.test(number)) return 'number_invalid';
  if (number.length < (brandOf(number) === 'amex' ? 15 : 16)) return 'number_incomplete';
  return number.length > 19 || !passesLuhn(number) ? 'number_invalid' : null;
}

/** The check digit rule that every card number obeys. */
function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export function brandOf(number: string): 'amex' | 'discover' | 'jcb' | 'mastercard' | 'unknown' | 'visa' {
  if (/^4/.test(number)) return 'visa';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard';
  if (/^3[47]/.test(number)) return 'amex';
  if (/^35/.test(number)) return 'jcb';
  return /^6(011|4[4-9]|5)/.test(number) ? 'discover' : 'unknown';
}

function readExpiry(raw: string): { month: number; year: number } | null {
  const parts = /^(\d{1,2})\s*\/\s*(\d{2}|\d{4})$/.exec(raw.trim()) ?? /^(\d{2})(\d{2})$/.exec(raw.trim());
  const month = Number(parts?.[1]);
  const year = Number(parts?.[2]);
  if (!parts || month < 1 || month > 12) return null;
  return { month, year: year < 100 ? 2000 + year : year };
}

function isPast({ month, year }: { month: number; year: number }, now: Date): boolean {
  return year * 12 + month < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
}
