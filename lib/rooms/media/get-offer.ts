import 'server-only';
import { db } from '@/lib/core/db';
import type { ItemKind, KeySupply } from '@/lib/generated/prisma/enums';

/** What an item sells besides its text, as anyone may know it before they pay. */
export interface Offer {
  kind: ItemKind;
  file: {
    id: string;
    fileName: string;
    contentType: string;
    bytes: number;
    durationMs: number | null;
  } | null;
  keySupply: KeySupply | null;
  /** Its keys come from a list, and none is free. */
  soldOut: boolean;
}

/** The file and the licence keys that an unlock of an item brings; null for an unknown item. */
export async function getOffer(itemId: bigint): Promise<Offer | null> {
  const item = await db.item.findUnique({
    where: { id: itemId },
    select: {
      kind: true,
      keySupply: true,
      fileMedia: { select: { id: true, fileName: true, contentType: true, bytes: true, durationMs: true } },
      licenceKeys: {
        where: { unlockId: null, OR: [{ heldFor: null }, { heldUntil: { lt: new Date() } }] },
        take: 1,
        select: { id: true },
      },
    },
  });
  if (!item) return null;
  const { kind, keySupply, fileMedia } = item;
  return {
    kind,
    keySupply,
    file: fileMedia && { ...fileMedia, bytes: Number(fileMedia.bytes) },
    soldOut: keySupply === 'pool' && item.licenceKeys.length === 0,
  };
}
