import { getTranslations } from 'next-intl/server';
import type { ReactElement } from 'react';
import type { Article } from '@/lib/items/get-article';
import { getUnlockedBody } from '@/lib/items/get-unlocked-body';
import { renderArticle } from '@/lib/markdown/render-markdown';
import { loadPictures } from '@/lib/media/load-pictures';

interface Parts {
  /** Free to read. */
  opening: ReactElement;
  /** The paid text; null also for an item that is sold without one. */
  rest: ReactElement | null;
  /** Whether the reader has a right to it. */
  unlocked: boolean;
}

/** The text of an article as this reader may see it. */
export async function loadParts(article: Article, readerId: bigint | null): Promise<Parts> {
  const [body, t] = await Promise.all([
    readerId === null ? null : getUnlockedBody(article.id, readerId),
    getTranslations('articles.article'),
  ]);
  const pictures = await loadPictures({
    itemId: article.id,
    teaser: article.teaser,
    body: body ?? '',
    readerId,
  });
  const labels = { notes: t('notes'), back: t('back') };
  return { ...renderArticle(article.teaser, body ?? '', labels, pictures), unlocked: body !== null };
}
