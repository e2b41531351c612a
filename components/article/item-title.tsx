import { KoreanFonts } from '../site/korean-fonts';
import { SiteLink } from '../ui/site-link';
import type { CardItem } from './card-types';

/** The title is the link, and its ::after covers the card: a tap anywhere on the card opens the item. */
export function ItemTitle({ item }: { item: Pick<CardItem, 'slug' | 'title' | 'language'> }) {
  return (
    <>
      {item.language === 'ko' ? <KoreanFonts /> : null}
      <SiteLink
        href={`/read/${item.slug}`}
        lang={item.language}
        className="after:absolute after:inset-0 group-hover:text-copper"
      >
        {item.title}
      </SiteLink>
    </>
  );
}
