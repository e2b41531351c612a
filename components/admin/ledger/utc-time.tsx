import { getLocale } from 'next-intl/server';

/** A moment of the ledger in UTC, to the second, because it is compared with Stripe and with logs. */
export async function UtcTime({ at }: { at: Date }) {
  const format = new Intl.DateTimeFormat(await getLocale(), {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  return (
    <time dateTime={at.toISOString()} className="figures">
      {format.format(at)}
    </time>
  );
}
