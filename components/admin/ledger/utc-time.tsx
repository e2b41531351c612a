import { getLocale } from 'next-intl/server';

/** A moment of the ledger, in UTC to the second: what is compared with Stripe and with logs is not told in local time. */
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
