import { Cover } from '../cover/cover';
import type { CardProps } from './card-types';
import { ItemFacts } from './item-facts';
import { ItemTitle } from './item-title';

/** The story that opens the front page. */
export function LeadCard({ item, currency, locale }: CardProps) {
  return (
    <article className="group relative flex flex-col gap-5">
      <Cover
        {...item.cover}
        topic={item.topic}
        language={item.language}
        first
        className="aspect-[3/2] w-full rounded-sm"
      />
      <div className="flex flex-col gap-3">
        <h3 className="display text-3xl sm:text-4xl">
          <ItemTitle item={item} />
        </h3>
        <p lang={item.language} className="max-w-prose font-serif text-lg text-soft">
          {item.summary}
        </p>
        <ItemFacts item={item} currency={currency} locale={locale} />
      </div>
    </article>
  );
}
