import type { ReactNode } from 'react';
import { Cover } from '../cover/cover';
import type { CardProps } from './card-types';
import { ItemFacts } from './item-facts';
import { ItemTitle } from './item-title';

interface ItemRowProps extends CardProps {
  /** One below the heading over the list. */
  heading?: 'h2' | 'h3';
  /** False on the creator's own page. */
  author?: boolean;
  /** Takes the place of author, length and price. */
  facts?: ReactNode;
}

/** One line of a list: title and summary first, a small cover at the end. */
export function ItemRow({ item, currency, locale, heading: Heading = 'h3', author, facts }: ItemRowProps) {
  return (
    <article className="group relative flex gap-5 py-6 sm:gap-8">
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <Heading className="display text-xl sm:text-2xl">
          <ItemTitle item={item} />
        </Heading>
        <p lang={item.language} className="line-clamp-2 font-serif text-soft max-sm:hidden">
          {item.summary}
        </p>
        {facts ?? <ItemFacts item={item} currency={currency} locale={locale} author={author} />}
      </div>
      <Cover
        {...item.cover}
        topic={item.topic}
        language={item.language}
        className="aspect-square w-20 shrink-0 self-start rounded-sm sm:aspect-[3/2] sm:w-36"
      />
    </article>
  );
}
