import 'server-only';
import { db, type Prisma } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { splitFee } from '@/lib/core/money';
import type { ItemKind, ItemStatus } from '@/lib/generated/prisma/enums';
import { type Page, toPage } from '@/lib/rooms/catalog';
import { countUnlocks } from './count-unlocks';
import { readPrice } from './read-price';

export interface OwnItem {
  id: bigint;
  kind: ItemKind;
  status: ItemStatus;
  slug: string;
  /** Of the draft. */
  title: string;
  language: string;
  /** What readers pay, or would pay for the draft; null where none can be read. */
  priceMicros: bigint | null;
  netMicros: bigint | null;
  unlocks: number;
  /** The draft holds what readers do not have. */
  changed: boolean;
  scheduledFor: Date | null;
  savedAt: Date;
}

export interface OwnItemsFilter {
  status?: ItemStatus;
  kind?: ItemKind;
  /** In the title. */
  search?: string;
  page: number;
  size: number;
}

/** A creator's items, the latest touched first. */
export async function listOwnItems(creatorId: bigint, filter: OwnItemsFilter): Promise<Page<OwnItem>> {
  const { status, kind, search, page, size } = filter;
  // The pattern's own marks are letters here.
  const contains = search?.replace(/[\\%_]/g, '\\$&');
  const title = contains ? { contains, mode: 'insensitive' as const } : undefined;
  const where: Prisma.ItemWhereInput = {
    creatorId,
    status,
    kind,
    ...(title && { OR: [{ title }, { draft: { title } }] }),
  };
  const [rows, total] = await Promise.all([
    db.item.findMany({
      where,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * size,
      take: size,
      select: {
        id: true,
        kind: true,
        status: true,
        slug: true,
        title: true,
        language: true,
        updatedAt: true,
        prices: { where: { currency: env.WALLET_CURRENCY }, select: { priceMicros: true } },
        draft: true,
      },
    }),
    db.item.count({ where }),
  ]);
  const unlocks = await countUnlocks(
    creatorId,
    rows.map((row) => row.id),
  );
  const entries = rows.map(({ draft, prices, updatedAt, ...row }): OwnItem => {
    const typed = draft ? readPrice(draft.price) : null;
    const priceMicros = prices[0]?.priceMicros ?? (typed && 'micros' in typed ? typed.micros : null);
    return {
      ...row,
      title: draft?.title || row.title,
      priceMicros,
      netMicros: priceMicros === null ? null : splitFee(priceMicros, env.PLATFORM_FEE_PERCENT).netMicros,
      unlocks: unlocks.get(row.id) ?? 0,
      changed: Boolean(draft?.publishedRevision && draft.revision !== draft.publishedRevision),
      scheduledFor: row.status === 'scheduled' ? (draft?.scheduledFor ?? null) : null,
      savedAt: draft?.savedAt ?? updatedAt,
    };
  });
  return toPage(entries, total, page, size);
}
