import Link from 'next/link';
import { KoreanFonts } from '../site/korean-fonts';
import { LinkPending } from '../ui/link-pending';
import type { CardItem } from './card-types';

/** The title is the link, and its ::after covers the card, so that a tap anywhere on the card opens the item. */
export function ItemTitle({ item }: { item: Pick<CardItem, 'slug' | 'title' | 'language'> }) {
  return (
    <>
      {item.language === 'ko' ? <KoreanFonts /> : null}
      <Link
        href={`/read/${item.slug}`}
        prefetch={false}
        lang={item.language}
        className="after:absolute after:inset-0 group-hover:text-copper"
      >
        {item.title}
        <LinkPending />
      </Link>
    </>
  );
}
