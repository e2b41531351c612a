import type { ItemKind } from '@/lib/generated/prisma/enums';

export type MediaSlotProps =
  | { purpose: 'avatar'; creatorId: bigint }
  | { purpose: 'item'; creatorId: bigint; itemId: bigint; kind: ItemKind };

/** The place of the upload field: a creator's picture, and the file of an item whose kind has one. */
export function MediaSlot(_props: MediaSlotProps) {
  return null;
}
