import matter from 'gray-matter';

const BLOCK = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/;

/**
 * Takes a Markdown file's YAML block from its text. `data` is null when the block is there and is no list of names and values.
 * Only YAML is read: the library would also run JavaScript that a file brings along.
 */
export function readFrontMatter(source: string): { data: Map<string, unknown> | null; text: string } {
  const block = BLOCK.exec(source);
  if (!block) return { data: new Map(), text: source };
  const text = source.slice(block[0].length);
  try {
    const parsed: unknown = matter(`---\n${block[1] ?? ''}\n---\n`, { language: 'yaml' }).data;
    const isList = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return { data: isList ? new Map(Object.entries(parsed)) : null, text };
  } catch {
    return { data: null, text };
  }
}
