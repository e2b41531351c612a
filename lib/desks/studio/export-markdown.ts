import type { DraftFields } from './draft-limits';
import { slugFromTitle } from './slug-from-title';

/** A draft as Markdown with front matter that importMarkdown() reads back. JSON strings are YAML's too. */
export function exportMarkdown(draft: DraftFields): { name: string; content: string } {
  const { title, summary, language, topic, coverMotif, coverSeed, price, text } = draft;
  const lines = [
    '---',
    `title: ${JSON.stringify(title)}`,
    `summary: ${JSON.stringify(summary)}`,
    `language: ${language}`,
    `topic: ${topic}`,
    `price: ${JSON.stringify(price)}`,
    `cover: { motif: ${coverMotif}, seed: ${coverSeed} }`,
    '---',
    '',
    text.trim(),
    '',
  ];
  return { name: `${slugFromTitle(title) || 'untitled'}.md`, content: lines.join('\n') };
}
