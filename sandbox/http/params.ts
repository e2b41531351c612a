import { z } from 'zod';
import { isKnownCurrency } from '../money/currencies.ts';

/** How a value is refused: Stripe's error code and sentence. */
interface Refusal {
  code?: string;
  message: string;
}

const refuse = (message: string, code?: string): Refusal => ({ message, code });
const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'message' in value;

/** A parameter that arrives as text and is read by `read`, which returns the value or why it is wrong. */
function parameter<T extends string | number | boolean | null>(read: (raw: string) => T | Refusal) {
  return z.string().transform((raw, context): T => {
    const value = raw === '' ? refuse('', 'parameter_invalid_empty') : read(raw);
    if (!isRefusal(value)) return value;
    context.issues.push({ code: 'custom', input: raw, message: value.message, params: { code: value.code } });
    return z.NEVER;
  });
}

/** Text of at most `max` characters. */
export const text = (max = 5000) =>
  parameter<string>((raw) =>
    raw.length > max
      ? refuse(`Invalid string: ${raw.slice(0, 20)}…; must be at most ${max} characters`)
      : raw,
  );

/** Text that an empty value unsets (null). */
export const clearableText = (max = 5000) => z.union([z.literal('').transform(() => null), text(max)]);

export const integer = () =>
  parameter<number>((raw) =>
    /^-?\d{1,15}$/.test(raw) ? Number(raw) : refuse(`Invalid integer: ${raw}`, 'parameter_invalid_integer'),
  );

export const positiveInteger = () =>
  parameter<number>((raw) => {
    if (!/^-?\d{1,15}$/.test(raw)) return refuse(`Invalid integer: ${raw}`, 'parameter_invalid_integer');
    return Number(raw) >= 1
      ? Number(raw)
      : refuse('This value must be greater than or equal to 1.', 'parameter_invalid_integer');
  });

export const boolean = () =>
  parameter<boolean>((raw) => {
    if (raw === 'true' || raw === 'false') return raw === 'true';
    return refuse(`Invalid boolean: ${raw}`);
  });

export const currency = () =>
  parameter<string>((raw) =>
    isKnownCurrency(raw.toLowerCase()) ? raw.toLowerCase() : refuse(`Invalid currency: ${raw.toLowerCase()}`),
  );

export const oneOf = <T extends string>(...choices: [T, ...T[]]) =>
  parameter<T>(
    (raw) =>
      choices.find((choice) => choice === raw) ??
      refuse(`Invalid value: must be one of ${choices.join(', ')}`),
  );

export const url = () =>
  parameter<string>((raw) => {
    const address = URL.canParse(raw) ? new URL(raw) : null;
    return address && ['http:', 'https:'].includes(address.protocol)
      ? raw
      : refuse('Not a valid URL', 'url_invalid');
  });

export const email = () =>
  parameter<string>((raw) =>
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(raw) && raw.length <= 512
      ? raw
      : refuse(`Invalid email address: ${raw.slice(0, 100)}`, 'email_invalid'),
  );

/** A list; it arrives as an object with the keys 0, 1, 2… */
export const list = <T extends z.ZodType>(of: T) =>
  z.preprocess(
    (value) => (typeof value === 'object' && value !== null ? Object.values(value) : value),
    z.array(of),
  );

/** Metadata to merge: a null value removes its key; null as a whole removes all. */
export const metadata = () =>
  z.union([
    z.literal('').transform(() => null),
    z.record(z.string(), z.string()).transform((entries, context) => {
      const problem = metadataProblem(entries);
      if (problem) context.issues.push({ code: 'custom', input: entries, message: problem });
      return Object.fromEntries(
        Object.entries(entries).map(([key, value]) => [key, value === '' ? null : value]),
      );
    }),
  ]);

function metadataProblem(entries: Record<string, string>): string | null {
  const keys = Object.keys(entries);
  if (keys.length > 50) return 'You can specify up to 50 metadata keys.';
  const longKey = keys.find((key) => key.length > 40);
  if (longKey) return `Metadata keys can be up to 40 characters long. You passed: ${longKey}`;
  const longValue = keys.find((key) => (entries[key]?.length ?? 0) > 500);
  if (longValue)
    return `Metadata values can have up to 500 characters, but the value of ${longValue} is longer.`;
  return null;
}

export function mergeMetadata(
  current: Record<string, string>,
  change: Record<string, string | null> | null | undefined,
): Record<string, string> {
  if (change === null) return {};
  const merged = Object.entries({ ...current, ...change }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return Object.fromEntries(merged);
}

export const address = () =>
  z.strictObject({
    city: text().optional(),
    country: text(2).optional(),
    line1: text().optional(),
    line2: text().optional(),
    postal_code: text().optional(),
    state: text().optional(),
  });

/** A moment, or a range of moments, in seconds. */
export const created = () =>
  z.union([
    integer(),
    z.strictObject({
      gt: integer().optional(),
      gte: integer().optional(),
      lt: integer().optional(),
      lte: integer().optional(),
    }),
  ]);

export type CreatedRange = z.output<ReturnType<typeof created>>;

export const expandable = { expand: list(text()).optional() };

export const pagination = {
  ...expandable,
  limit: parameter<number>((raw) =>
    /^\d+$/.test(raw) && Number(raw) >= 1 && Number(raw) <= 100
      ? Number(raw)
      : refuse(`Invalid integer: ${raw}; must be between 1 and 100`, 'parameter_invalid_integer'),
  ).default(10),
  starting_after: text().optional(),
  ending_before: text().optional(),
};

/** Parameters that Stripe has and the sandbox has not: refused with a sentence that says so. */
export function notInSandbox<Name extends string>(...names: Name[]) {
  const refused = z.unknown().transform((value, context): undefined => {
    if (value === undefined) return undefined;
    context.issues.push({
      code: 'custom',
      input: value,
      message: 'Stripe has this parameter, but the sandbox does not implement it.',
      params: { code: 'parameter_unsupported_in_sandbox' },
    });
    return z.NEVER;
  });
  return Object.fromEntries(names.map((name) => [name, refused.optional()])) as Record<
    Name,
    z.ZodOptional<typeof refused>
  >;
}
