import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';

const BLOCK = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/;
const HAS_NAME = /^[ \t]*["']?[\p{L}_][^\n:]*:(?:[ \t]|$)/mu;
/** What the parser may be given is bounded: on hostile text its time grows with the square of the length. */
const MOST_CHARACTERS = 8_192;

/** A value as it was written, or by name where it is a list of names itself; null: neither. */
export type FrontMatterValue = string | Map<string, string> | null;

interface FrontMatter {
  data: Map<string, FrontMatterValue> | null;
  text: string;
}

/**
 * Takes a Markdown file's YAML block from its text. Values are text, never numbers, times or dates: `007`
 * stays `007`. A block without a name is part of the text; `data` is null when there are names that cannot be
 * read.
 */
export function readFrontMatter(source: string): FrontMatter {
  const block = BLOCK.exec(source);
  const yaml = block?.[1] ?? '';
  if (!block || !HAS_NAME.test(yaml)) return { data: new Map(), text: source };
  const text = source.slice(block[0].length);
  const list = yaml.length > MOST_CHARACTERS ? null : parseYaml(yaml);
  if (list === null) return { data: null, text };
  return isMap(list) ? { data: readNames(list), text } : { data: new Map(), text: source };
}

/** The block's node, or null if it is no sound YAML. The failsafe schema makes every plain value a string. */
function parseYaml(yaml: string): unknown {
  try {
    const { contents, errors, warnings } = parseDocument(yaml, { schema: 'failsafe', logLevel: 'silent' });
    return errors.length + warnings.length > 0 ? null : (contents ?? '');
  } catch {
    return null;
  }
}

function readNames(list: YAMLMap): Map<string, FrontMatterValue> {
  return new Map(
    list.items.map(({ key, value }) => [
      textOf(key) ?? '?',
      isMap(value)
        ? new Map(value.items.map((one) => [textOf(one.key) ?? '?', textOf(one.value) ?? '']))
        : textOf(value),
    ]),
  );
}

/** What stands for nothing ("title:") is the empty text. */
function textOf(node: unknown): string | null {
  if (node === null) return '';
  return isScalar(node) && (typeof node.value === 'string' || node.value === null)
    ? (node.value ?? '')
    : null;
}
