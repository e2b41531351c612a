import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A file of the demo's content: its front matter and its Markdown. */
export function readContent(file: string): { data: Record<string, unknown>; content: string } {
  const found = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(file, 'utf8'));
  if (!found) throw new Error(`${file} has no front matter`);
  try {
    return { data: parse(found[1] ?? '') as Record<string, unknown>, content: found[2] ?? '' };
  } catch (error) {
    throw new Error(`${file}: its front matter is not YAML`, { cause: error });
  }
}
