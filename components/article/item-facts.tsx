import { SiteLink } from '../ui/site-link';
import type { CardProps } from './card-types';
import { ItemLength } from './item-length';
import { ItemPrice } from './item-price';

/** Author, length and price in one line under a title. */
export function ItemFacts({ item, currency, locale, author = true }: CardProps & { author?: boolean }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-faint text-sm">
      {author ? (
        <>
          <SiteLink
            href={`/creators/${item.creator.handle}`}
            lang={item.language}
            className="relative z-1 text-soft hover:text-copper"
          >
            {item.creator.name}
          </SiteLink>
          <span aria-hidden="true">·</span>
        </>
      ) : null}
      <ItemLength item={item} />
      <span aria-hidden="true">·</span>
      <ItemPrice item={item} currency={currency} locale={locale} />
    </p>
  );
}
