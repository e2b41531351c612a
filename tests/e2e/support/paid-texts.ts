import { listContent } from '../../../prisma/list-content.ts';

export interface PaidText {
  slug: string;
  creator: string;
  topic: string;
  /** Pieces of the paid part that read the same in Markdown, HTML and JSON. */
  pieces: string[];
}

// Runs without markup, quotes or line ends, long enough to stand nowhere else.
const PLAIN_RUN = /[^\n*_`[\]()<>|#~"'’“”&\\!^$]{45,90}/gu;
const PIECES = 12;

/** The seeded articles, with pieces from all over their paid parts that do not occur in their free parts. */
export function readPaidTexts(): PaidText[] {
  const articles = listContent({ small: true }).filter(({ kind }) => kind === 'article');
  return articles.map(({ slug, creator, topic, title, summary, teaser, body }) => {
    const free = `${teaser} ${title} ${summary}`;
    const runs = (body.match(PLAIN_RUN) ?? [])
      .map((run) => run.trim())
      // A list's mark is not in what is shown.
      .filter((run) => /^\p{L}/u.test(run) && !free.includes(run));
    const step = Math.max(1, Math.floor(runs.length / PIECES));
    const pieces = runs.filter((_, index) => index % step === 0).slice(0, PIECES);
    if (pieces.length < 5) throw new Error(`${slug} has too few plain sentences.`);
    return { slug, creator, topic, pieces };
  });
}
