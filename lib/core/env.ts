import { z } from 'zod';
import { CURRENCY_CODES } from './currencies.ts';
import { isTimeZone } from './time-zone.ts';

const text = z.string().trim().min(1);
const optional = text.optional();
const integer = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

/** Every variable of Farthing. `.env.example` documents each; a test compares the two. */
const schema = z.object({
  APP_ENV: z.enum(['production', 'demo', 'development', 'test']),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// connection string'),
  DATABASE_POOL: integer(10, 2, 200),
  NEXTAUTH_URL: z.url(),
  NEXTAUTH_SECRET: z.string().min(32, 'must have 32 characters at least'),
  NEXTAUTH_SECRET_PREVIOUS: z.string().min(32, 'must have 32 characters at least').optional(),
  TRUSTED_PROXIES: integer(0, 0, 10),
  COUNTRY_HEADER: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/i, 'must be the name of a header')
    .optional(),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:|https:\/\/)\S+$/, 'must start with mailto: or https://')
    .optional(),
  HSTS_SUBDOMAINS: z.enum(['true', 'false']).default('false'),
  BREACHED_PASSWORDS_URL: z.url({ protocol: /^https?$/ }).optional(),
  ADMIN_SECOND_FACTOR: z.enum(['required', 'advised']).optional(),
  METRICS_TOKEN: text.min(16, 'must have 16 characters at least').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),

  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_/, 'must start with sk_test_, sk_live_, rk_test_ or rk_live_'),
  STRIPE_WEBHOOK_SECRET: z.string().regex(/^whsec_[^,\s]+(,whsec_[^,\s]+)*$/, 'must start with whsec_'),
  STRIPE_API_BASE: z.url().optional(),

  SMTP_HOST: optional,
  SMTP_PORT: integer(587, 1, 65535),
  SMTP_USER: optional,
  SMTP_PASSWORD: optional,
  MAIL_FROM: text.default('Farthing <no-reply@localhost>'),

  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  GITHUB_CLIENT_ID: optional,
  GITHUB_CLIENT_SECRET: optional,

  MEDIA_DIR: text.default('.data/media'),
  MEDIA_MAX_MB: integer(512, 1, 10_240),
  IMAGE_MAX_MB: integer(15, 1, 100),
  MEDIA_QUOTA_MB: integer(10_240, 1, 1_048_576),
  S3_BUCKET: optional,
  S3_REGION: text.default('us-east-1'),
  S3_ENDPOINT: z.url().optional(),
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  S3_FORCE_PATH_STYLE: z.enum(['true', 'false']).default('false'),

  SITE_TIME_ZONE: z.string().refine(isTimeZone, 'must name a time zone, such as Asia/Seoul').default('UTC'),

  WALLET_CURRENCY: z.enum(CURRENCY_CODES).default('usd'),
  REFUND_WINDOW_MINUTES: integer(30, 0, 1440),
  REFUND_QUOTA: integer(10, 0, 1000),
  REFUND_QUOTA_DAYS: integer(30, 1, 365),
  WELCOME_GIFT_CENTS: integer(0, 0, 1_000_000),
  ADJUSTMENT_APPROVAL_CENTS: z.coerce.number().int().min(0).max(100_000_000).optional(),
  PLATFORM_FEE_PERCENT: integer(10, 0, 50),
  SETTLEMENT_DELAY_HOURS: integer(24, 1, 720),
  MAX_ITEM_PRICE_CENTS: z.coerce.number().int().min(1).max(100_000_000).optional(),
  SETTLEMENT_DELAY_MINUTES: z.coerce.number().int().min(0).max(43_200).optional(),
  GIFT_PAYOUT_CAP_CENTS: z.coerce.number().int().min(0).max(100_000_000).optional(),
  MIN_PAYOUT_CENTS: z.coerce.number().int().min(1).max(100_000_000).optional(),
  TAX_DATA_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64')
    .optional(),
});

const checked = schema
  .refine((given) => given.APP_ENV !== 'production' || !given.STRIPE_API_BASE, {
    path: ['STRIPE_API_BASE'],
    message: 'is for the local sandbox; production talks to Stripe itself',
  })
  .refine((given) => given.APP_ENV !== 'production' || given.SETTLEMENT_DELAY_MINUTES === undefined, {
    path: ['SETTLEMENT_DELAY_MINUTES'],
    message: 'is for trying things out; production counts in SETTLEMENT_DELAY_HOURS',
  });

export type Env = z.infer<typeof schema>;

/** Read without a check: a fault of the environment must be loggable too. */
export const LOG_LEVEL = process.env.LOG_LEVEL || 'info';

/** Whether Next serves sources that change while it runs. */
export const isDevelopment = process.env.NODE_ENV === 'development';

const BUILD_ONLY = {
  DATABASE_URL: 'postgresql://127.0.0.1:1/build',
  NEXTAUTH_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'only-while-next-build-collects-the-pages',
  STRIPE_SECRET_KEY: 'sk_test_build',
  STRIPE_WEBHOOK_SECRET: 'whsec_build',
};

function readEnv(): { env: Env } | { faults: string[] } {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const building = process.env.NEXT_PHASE === 'phase-production-build';
  const fallback = process.env.NODE_ENV === 'production' ? 'production' : 'development';
  const parsed = checked.safeParse({ APP_ENV: fallback, ...(building ? BUILD_ONLY : {}), ...given });
  if (parsed.success) return { env: parsed.data };
  const faults = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return given[name] === undefined ? `${name} is missing.` : `${name}: ${issue.message}.`;
  });
  return { faults };
}

let cached: Env | undefined;

/** One clear line per fault; empty when the environment is complete. */
export function listEnvFaults(): string[] {
  const result = readEnv();
  return 'faults' in result ? result.faults : [];
}

/** The checked environment, read on first use so that an import never fails. Throws a line per fault. */
export const env: Env = new Proxy({} as Env, {
  get(_target, name: keyof Env) {
    if (!cached) {
      const result = readEnv();
      if ('faults' in result)
        throw new Error(`The environment is incomplete:\n  ${result.faults.join('\n  ')}`);
      cached = result.env;
    }
    return cached[name];
  },
});
