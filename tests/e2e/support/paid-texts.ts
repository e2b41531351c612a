import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readContent } from '../../../prisma/read-content.ts';

export interface PaidText {
  slug: string;
  creator: string;
  topic: string;
  /** Pieces of the paid part that read the same in Markdown, HTML and JSON. */
  pieces: string[];
}

const CONTENT = join(import.meta.dirname, '../../../prisma/content');
// Runs without markup, quotes or line ends, long enough to stand nowhere else.
const PLAIN_RUN = /[^\n*_`[\]()<>|#~"'’“”&\\!^$]{45,90}/gu;
const PIECES = 12;

/** The seeded articles, with pieces from all over their paid parts that do not occur in their free parts. */
export function readPaidTexts(): PaidText[] {
  return ['en', 'ko'].flatMap((language) =>
    readdirSync(join(CONTENT, language)).map((file) => {
      const { data, content } = readContent(join(CONTENT, language, file));
      const [teaser = '', body = ''] = content.split('<!-- more -->');
      const free = `${teaser} ${data.title} ${data.summary}`;
      const runs = (body.match(PLAIN_RUN) ?? [])
        .map((run) => run.trim())
        // A list's mark is not in what is shown.
        .filter((run) => /^\p{L}/u.test(run) && !free.includes(run));
      const step = Math.max(1, Math.floor(runs.length / PIECES));
      const pieces = runs.filter((_, index) => index % step === 0).slice(0, PIECES);
      if (pieces.length < 5) throw new Error(`${file} has too few plain sentences.`);
      return {
        slug: basename(file, '.md'),
        creator: String(data.creator),
        topic: String(data.topic),
        pieces,
      };
    }),
  );
}
