import { getTranslations } from 'next-intl/server';
import { Money } from '../money';
import { SiteLink } from '../ui/site-link';
import type { CardItem } from './card-types';
import { ItemTitle } from './item-title';

interface TopicShelvesProps {
  shelves: { topic: 'money' | 'media' | 'craft' | 'science' | 'cities'; total: number; newest: CardItem[] }[];
  /** Keeps the language filter on the way to a topic. */
  hrefFor: (topic: string) => string;
  currency: string;
  locale: string;
}

/** The table of contents by topic: titles and prices in columns, no pictures. */
export async function TopicShelves({ shelves, hrefFor, currency, locale }: TopicShelvesProps) {
  const t = await getTranslations('articles');
  return (
    <div className="grid gap-x-10 gap-y-12 sm:grid-cols-2 lg:grid-cols-3">
      {shelves.map(({ topic, total, newest }) => (
        <section key={topic} aria-labelledby={`topic-${topic}`}>
          <h3 id={`topic-${topic}`} className="flex items-baseline justify-between border-ink border-t pt-3">
            <SiteLink href={hrefFor(topic)} className="display text-xl hover:text-copper">
              {t(`topics.${topic}`)}
            </SiteLink>
            <span className="figures text-faint text-sm">{t('home.topicCount', { count: total })}</span>
          </h3>
          <ul className="mt-2">
            {newest.map((item) => (
              <li
                key={item.slug}
                className={
                  'group relative flex items-baseline justify-between gap-4 border-line ' +
                  'border-b py-3 last:border-b-0'
                }
              >
                <span className="font-serif text-lg leading-6">
                  <ItemTitle item={item} />
                </span>
                {item.owned || item.priceMicros === null ? null : (
                  <Money
                    micros={item.priceMicros}
                    currency={currency}
                    locale={locale}
                    className="text-faint text-sm"
                  />
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
