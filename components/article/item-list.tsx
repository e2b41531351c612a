import type { CardItem } from './card-types';
import { ItemRow } from './item-row';

interface ItemListProps {
  items: CardItem[];
  currency: string;
  locale: string;
  heading?: 'h2' | 'h3';
  author?: boolean;
}

export function ItemList({ items, ...rest }: ItemListProps) {
  return (
    <ul className="divide-y divide-line border-line border-y">
      {items.map((item) => (
        <li key={item.slug}>
          <ItemRow item={item} {...rest} />
        </li>
      ))}
    </ul>
  );
}
