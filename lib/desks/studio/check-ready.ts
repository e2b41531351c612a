import 'server-only';
import type { Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { AmountFault } from '@/lib/core/read-amount';
import type { ItemKind } from '@/lib/generated/prisma/enums';
import { splitTeaser } from '@/lib/ground/markdown';
import { hasDeliverable } from '@/lib/rooms/media';
import type { Draft } from './get-draft';
import { readPrice } from './read-price';

// What is missing where a file is not the only thing that can be sold.
const MEDIA_FAULTS: Partial<Record<ItemKind, string>> = { lesson: 'lessonMissing', game_item: 'gameMissing' };

const PRICE_FAULTS: Partial<Record<AmountFault, string>> = { missing: 'priceMissing', range: 'priceRange' };

export interface ReadyText {
  teaser: string;
  body: string;
  priceMicros: bigint;
}

/**
 * What would be published of a draft. Throws `not_ready` with every fault at its field (`title`, `text`,
 * `price`, `media`), keys of the `studio.fields` texts, of a price also those of listAmountTexts(). Within
 * `tx`, which holds the item's row: a file that is there now cannot be taken out before the item is on sale.
 */
export async function checkReady(draft: Draft, tx: Tx): Promise<ReadyText> {
  const { teaser, body } = splitTeaser(draft.text);
  const price = readPrice(draft.price);
  const faults: Record<string, string> = {};
  if (!draft.title.trim()) faults.title = 'titleMissing';
  const text = faultOfText(draft, teaser, body);
  if (text) faults.text = text;
  if ('fault' in price) faults.price = PRICE_FAULTS[price.fault] ?? `amount_${price.fault}`;
  if (!(await hasMedia(draft, body, tx))) faults.media = MEDIA_FAULTS[draft.kind] ?? 'mediaMissing';
  if ('fault' in price || Object.keys(faults).length > 0)
    throw new DomainError('not_ready', { fieldErrors: faults });
  return { teaser, body, priceMicros: price.micros };
}

function faultOfText(draft: Draft, teaser: string, body: string): string | null {
  if (draft.kind !== 'article') return teaser ? null : 'descriptionMissing';
  if (!teaser) return 'teaserMissing';
  if (body) return null;
  return /^<!--\s*more\s*-->\s*$/m.test(draft.text) ? 'bodyMissing' : 'cutMissing';
}

/** Whether there is something to sell. An article is its text, a lesson may be. */
async function hasMedia(draft: Draft, body: string, tx: Tx): Promise<boolean> {
  if (draft.kind === 'article' || (draft.kind === 'lesson' && body)) return true;
  return hasDeliverable(draft.itemId, tx);
}
