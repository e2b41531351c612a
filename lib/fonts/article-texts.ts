import articles from '../i18n/messages/ko/articles.json';
import unlock from '../i18n/messages/ko/unlock.json';

interface Card {
  title: string;
  summary: string;
}

/** What an article's page sets in the serif for everyone: the same for the page and for the job that runs before it. */
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
