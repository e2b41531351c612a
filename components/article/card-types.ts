import type { ItemCard } from '@/lib/rooms/catalog';

/** What the lists show of an item. */
export type CardItem = Omit<ItemCard, 'id'>;

export interface CardProps {
  item: CardItem;
  currency: string;
  locale: string;
}
