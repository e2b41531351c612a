import { getTranslations } from 'next-intl/server';
import type { ReactElement } from 'react';
import { openingClass } from '@/components/article/opening-class';
import { Prose } from '@/components/article/prose';
import { renderedArticle } from '@/lib/ground/markdown';
import type { Article } from '@/lib/rooms/catalog';
import { loadPictures } from '@/lib/rooms/media';
import { getUnlockedBody } from '@/lib/rooms/unlocks';
import { CutFont } from '../../../cut-font';

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
  const { teaser, language } = article;
  const { openingHtml, restHtml } = await renderedArticle({ teaser, body }, labels, pictures);
  const rest = restHtml === null ? null : <Prose html={restHtml} lang={language} />;
  return {
    opening: <Prose html={openingHtml} lang={language} className={openingClass(teaser)} />,
    rest: rest && withType(article, body ?? '', rest),
    unlocked: body !== null,
  };
}

/** The paid text with the Korean type for the signs that the rest of the page lacks. */
function withType(article: Article, body: string, text: ReactElement): ReactElement {
  if (article.language !== 'ko') return text;
  const { id, title, summary, teaser } = article;
  return (
    <>
      <CutFont
        family="Farthing Paid Serif"
        wanted={{ texts: [body], without: [title, summary, teaser], itemId: id }}
      />
      {text}
    </>
  );
}
