import articles from '@/lib/core/i18n/messages/ko/articles.json';
import unlock from '@/lib/core/i18n/messages/ko/unlock.json';

/** How many others of its creator an article's page names. */
export const MORE_ITEMS = 3;

interface Card {
  title: string;
  summary: string;
}

/** What an article's page sets in the serif for everyone, for the page and for the job before it. */
export function articleTexts(
  article: Card & { teaser: string; creator: { name: string } },
  creator: { name: string; bio: string } | null,
  more: Card[],
): string[] {
  return [
    ...[article, ...more].flatMap(({ title, summary }) => [title, summary]),
    article.teaser,
    article.creator.name,
    creator?.bio ?? '',
    // Headings of the page itself, in Korean.
    JSON.stringify(unlock),
    JSON.stringify(articles.article),
  ];
}

/** What a list sets in the serif, with the headings of the front page. */
export function listTexts(items: Card[]): string[] {
  return [
    ...items.flatMap(({ title, summary }) => [title, summary]),
    JSON.stringify(articles.home),
    JSON.stringify(articles.topics),
  ];
}
