import { cutText } from '@/lib/core/cut-text';
import { MIN_PRICE_MICROS } from '@/lib/core/money';
import { emailSchema } from '@/lib/core/normalise-email';
import { type AmountFault, readAmount } from '@/lib/core/read-amount';
import { readDay } from '@/lib/core/read-day';

type LineProblem =
  | 'email_invalid'
  | 'email_unknown'
  | `amount_${Exclude<AmountFault, 'range'>}`
  | 'amount_large'
  | 'expiry_invalid'
  | 'expiry_past'
  | 'columns'
  | 'duplicate'
  | 'own_account'
  | 'expired_since';

export interface ReadLine {
  /** Counted from 1 with the head, as an editor shows it. */
  line: number;
  email: string;
  amount: string;
  expires: string;
  amountMicros: bigint | null;
  giftExpiresAt: Date | null;
  problem: LineProblem | null;
}

/** No single gift may be larger, in micros: a slip of the pen shows here. */
const LARGEST_GIFT_MICROS = 150_000_000_000n;
const GIFT_RULES = { stepMicros: MIN_PRICE_MICROS, maxMicros: LARGEST_GIFT_MICROS, bulk: true };
const KEPT = 320;

/** Judges one line of the file by itself; whether the reader exists is the database's to say. */
export function readLine(line: number, fields: string[], currency: string, now: Date): ReadLine {
  const [email = '', amount = '', expires = ''] = fields.map((field) =>
    cutText(field.replaceAll('\0', '').trim(), KEPT),
  );
  const read = readAmount(amount, currency, GIFT_RULES);
  const amountMicros = 'micros' in read ? read.micros : null;
  const giftExpiresAt = expires ? readLastDay(expires) : null;
  const address = emailSchema.safeParse(email);
  const known = { line, email: address.success ? address.data : email, amount, expires, amountMicros };
  const problem =
    fields.length < 2 || fields.length > 3
      ? 'columns'
      : !address.success
        ? 'email_invalid'
        : 'fault' in read
          ? read.fault === 'range'
            ? 'amount_large'
            : (`amount_${read.fault}` as const)
          : expires && !giftExpiresAt
            ? 'expiry_invalid'
            : giftExpiresAt && giftExpiresAt <= now
              ? 'expiry_past'
              : null;
  return { ...known, giftExpiresAt, problem };
}

/** A gift lasts to the end of its last day, UTC. Null for a day that is none. */
function readLastDay(text: string): Date | null {
  const day = readDay(text);
  return day && new Date(day.getTime() + 86_399_000);
}
