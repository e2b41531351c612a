import { Cover } from '../cover/cover';
import type { CardProps } from './card-types';
import { ItemFacts } from './item-facts';
import { ItemTitle } from './item-title';

/** A story with its cover, beside the lead or under an article. */
export function FeatureCard({ item, currency, locale }: CardProps) {
  return (
    <article className="group relative flex flex-col gap-4">
      <Cover
        {...item.cover}
        topic={item.topic}
        language={item.language}
        className="aspect-[3/2] w-full rounded-sm"
      />
      <div className="flex flex-col gap-2">
        <h3 className="display text-2xl">
          <ItemTitle item={item} />
        </h3>
        <p lang={item.language} className="font-serif text-soft">
          {item.summary}
        </p>
        <ItemFacts item={item} currency={currency} locale={locale} />
      </div>
    </article>
  );
}
