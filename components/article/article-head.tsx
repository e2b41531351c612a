import { getFormatter, getTranslations } from 'next-intl/server';
import { isTopic } from '@/lib/rooms/catalog/browser';
import { Cover } from '../cover/cover';
import { LocalDate } from '../local-date';
import { SiteLink } from '../ui/site-link';
import { Byline } from './byline';
import type { CardProps } from './card-types';
import { ItemLength } from './item-length';
import { ItemPrice } from './item-price';

/** Topic, title, summary, byline and cover of an article. */
export async function ArticleHead({ item, currency, locale }: CardProps) {
  const [t, format] = await Promise.all([getTranslations('articles'), getFormatter()]);
  return (
    <header>
      <div className="mx-auto flex max-w-text flex-col gap-5 pt-8 pb-8 sm:pt-14 sm:pb-10">
        {isTopic(item.topic) ? (
          <SiteLink
            href={`/topics/${item.topic}`}
            className="self-start font-[560] text-copper text-sm hover:text-copper-strong"
          >
            {t(`topics.${item.topic}`)}
          </SiteLink>
        ) : null}
        <h1
          lang={item.language}
          className="display text-[38px] leading-[42px] sm:text-[52px] sm:leading-[56px]"
        >
          {item.title}
        </h1>
        <p lang={item.language} className="font-serif text-soft text-xl">
          {item.summary}
        </p>
        <Byline creator={item.creator} language={item.language}>
          <p className="flex flex-wrap gap-x-2">
            <LocalDate at={item.publishedAt} locale={locale} style="medium">
              {format.dateTime(item.publishedAt, { dateStyle: 'medium' })}
            </LocalDate>
            <span aria-hidden="true">·</span>
            <ItemLength item={item} />
            <span aria-hidden="true">·</span>
            <span>
              <ItemPrice item={item} currency={currency} locale={locale} />
            </span>
          </p>
        </Byline>
      </div>
      <Cover
        {...item.cover}
        topic={item.topic}
        language={item.language}
        first
        sizes="(min-width: 1024px) 960px, 92vw"
        className="mx-auto aspect-[3/2] w-full max-w-240 rounded-sm sm:aspect-[2/1]"
      />
    </header>
  );
}
