import { getFormatter, getTranslations } from 'next-intl/server';
import type { OwnItem } from '@/lib/desks/studio';
import { Money } from '../money';
import { Badge } from '../ui/badge';
import { SiteLink } from '../ui/site-link';

interface OwnItemsProps {
  items: OwnItem[];
  currency: string;
  locale: string;
  timeZone: string;
}

const TONES = { published: 'good', scheduled: 'copper', draft: 'plain', withdrawn: 'plain' } as const;

/** The creator's items: a table where there is room, its cells under one another on a phone. */
export async function OwnItems({ items, currency, locale, timeZone }: OwnItemsProps) {
  const [t, format] = await Promise.all([getTranslations('studio'), getFormatter()]);
  const time = (at: Date) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const number = 'figures px-3 py-3 text-right max-sm:py-0 max-sm:text-left';
  return (
    <table className="w-full border-line border-t text-left max-sm:block">
      <Head />
      <tbody className="max-sm:block">
        {items.map((item) => (
          <tr
            key={String(item.id)}
            className={
              'relative border-line border-t align-baseline hover:bg-sunk/60 max-sm:flex ' +
              'max-sm:flex-wrap max-sm:gap-x-3 max-sm:gap-y-2 max-sm:py-4'
            }
          >
            <th scope="row" className="py-3 pr-3 font-normal max-sm:w-full max-sm:py-0">
              <SiteLink
                href={`/studio/items/${item.id}`}
                lang={item.language}
                className="display text-lg after:absolute after:inset-0 hover:text-copper"
              >
                {item.title || t('list.untitled')}
              </SiteLink>
              <span className="block text-faint text-sm">
                {t(`kinds.${item.kind}`)} ·{' '}
                {item.scheduledFor
                  ? t('list.scheduledFor', { time: time(item.scheduledFor) })
                  : t('list.saved', { time: time(item.savedAt) })}
              </span>
            </th>
            <td className="px-3 py-3 max-sm:p-0">
              <Badge tone={TONES[item.status]}>{t(`states.${item.status}`)}</Badge>
              {item.changed ? (
                <span className="block pt-1 text-faint text-xs max-sm:inline max-sm:pl-2">
                  {t('list.unpublished')}
                </span>
              ) : null}
            </td>
            <Amount label={t('list.price')} className={number}>
              {item.priceMicros === null ? (
                '–'
              ) : (
                <Money micros={item.priceMicros} currency={currency} locale={locale} />
              )}
            </Amount>
            <Amount label={t('list.net')} className={number}>
              {item.netMicros === null ? (
                '–'
              ) : (
                <Money micros={item.netMicros} currency={currency} locale={locale} />
              )}
            </Amount>
            <Amount label={t('list.unlocks')} className={`${number} pr-0`}>
              {format.number(item.unlocks)}
            </Amount>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A number; on a phone its column's name stands beside it. */
function Amount({
  label,
  className,
  children,
}: {
  label: string;
  className: string;
  children: React.ReactNode;
}) {
  return (
    <td className={`${className} max-sm:px-0 max-sm:text-sm`}>
      <span aria-hidden="true" className="pr-1 text-faint sm:hidden">
        {label}
      </span>
      {children}
    </td>
  );
}

async function Head() {
  const t = await getTranslations('studio');
  const head = 'label px-3 py-2 font-normal max-sm:hidden';
  return (
    <thead className="max-sm:hidden">
      <tr>
        <th scope="col" className={`${head} pl-0`}>
          {t('list.item')}
        </th>
        <th scope="col" className={head}>
          {t('list.status')}
        </th>
        <th scope="col" className={`${head} text-right`}>
          {t('list.price')}
        </th>
        <th scope="col" className={`${head} text-right`}>
          {t('list.net')}
        </th>
        <th scope="col" className={`${head} pr-0 text-right`}>
          {t('list.unlocks')}
        </th>
      </tr>
    </thead>
  );
}
