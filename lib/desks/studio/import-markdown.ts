import { cutText } from '@/lib/core/cut-text';
import { DomainError } from '@/lib/core/errors';
import { isLocale } from '@/lib/core/i18n/locales';
import { isTopic } from '@/lib/rooms/catalog/browser';
import { COVER_MOTIFS, type DraftFields, PRICE_MAX, SEED_MAX, SUMMARY_MAX, TITLE_MAX } from './draft-limits';
import { cleanLine, draftSchema } from './draft-rules';
import { type FrontMatterValue, readFrontMatter } from './read-front-matter';

export const IMPORT_MAX_BYTES = 1_000_000;

export interface ImportedMarkdown {
  fields: Partial<DraftFields>;
  /** Names in the front matter that mean nothing here, or not with these values. */
  ignored: string[];
}

/** A Markdown file as a draft. Throws `invalid_input` with a fault at `file` (`importType`, `textLong` …). */
export function importMarkdown(name: string, bytes: Uint8Array): ImportedMarkdown {
  if (!/\.(md|markdown|mdown|txt)$/i.test(name)) throw fault('importType');
  if (bytes.byteLength > IMPORT_MAX_BYTES) throw fault('importLarge');
  const { data, text } = readFrontMatter(decode(bytes).replace(/\r\n?/g, '\n'));
  if (!data) throw fault('importYaml');
  const heading = findHeading(text);
  const known = readFields(data);
  // A file without a title in its front matter often begins with it.
  const fromHeading = known.fields.title ? '' : cutText(cleanLine(heading.title), TITLE_MAX);
  const body = fromHeading ? text.slice(heading.length) : text;
  const title = known.fields.title || fromHeading || nameOf(name);
  if (!body.trim() && data.size === 0) throw fault('importEmpty');
  const parsed = draftSchema.partial().safeParse({ ...known.fields, title, text: body.trim() });
  if (!parsed.success) throw fault(parsed.error.issues[0]?.message ?? 'importYaml');
  return { fields: parsed.data, ignored: known.ignored };
}

/** UTF-8, with or without a mark at its start. Anything else would come out as other letters. */
function decode(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below.
  }
  throw fault('importEncoding');
}

// An underlined line must be a paragraph's: not a list, a quote, code or a heading already.
const UNDERLINED = /^\s*?\n? {0,3}(?![-*+>#|<=~`]|\d+[.)]|\s)([^\n]+)\n {0,3}=+[ \t]*\n/;

/** The heading that a text begins with, written with # or underlined with =, and where it ends. */
function findHeading(text: string): { title: string; length: number } {
  const found = /^\s*# +(.+?) *#* *\n/.exec(`${text}\n`) ?? UNDERLINED.exec(`${text}\n`);
  return { title: found?.[1]?.trim() ?? '', length: found?.[0].length ?? 0 };
}

function readFields(data: Map<string, FrontMatterValue>): ImportedMarkdown {
  const fields: Partial<DraftFields> = {};
  const ignored: string[] = [];
  for (const [name, value] of data) {
    const read = readField(name, value);
    if (read) Object.assign(fields, read);
    else ignored.push(cutText(cleanLine(name), 60));
  }
  return { fields, ignored };
}

/** What a name of the front matter and its value mean here; null: nothing. */
function readField(name: string, value: FrontMatterValue): Partial<DraftFields> | null {
  const text = typeof value === 'string' ? cleanLine(value).trim() : null;
  switch (name.toLowerCase()) {
    case 'title':
      return text && text.length <= TITLE_MAX ? { title: text } : null;
    case 'summary':
    case 'description':
      return text !== null && text.length <= SUMMARY_MAX ? { summary: text } : null;
    case 'language':
    case 'lang':
      return readLanguage(text);
    case 'topic':
      return isTopic(text) ? { topic: text } : null;
    case 'price':
      return text !== null && text.length <= PRICE_MAX ? { price: text } : null;
    case 'cover':
      return readCover(value);
    default:
      return null;
  }
}

/** `ko`, `ko-KR`, `ko_KR`, `KO`: the language alone counts. */
function readLanguage(text: string | null): Partial<DraftFields> | null {
  try {
    const { language } = new Intl.Locale((text ?? '').replaceAll('_', '-'));
    return isLocale(language) ? { language } : null;
  } catch {
    return null;
  }
}

function readCover(value: FrontMatterValue): Partial<DraftFields> | null {
  if (!(value instanceof Map)) return null;
  const coverMotif = COVER_MOTIFS.find((known) => known === value.get('motif'));
  const seed = value.get('seed') ?? '';
  const isSeed = /^\d{1,9}$/.test(seed) && Number(seed) <= SEED_MAX;
  return coverMotif && isSeed ? { coverMotif, coverSeed: Number(seed) } : null;
}

const nameOf = (file: string): string =>
  cutText(cleanLine(file.replace(/\.\w+$/, '').replace(/[-_]+/g, ' ')).trim(), TITLE_MAX);

function fault(key: string): DomainError {
  return new DomainError('invalid_input', { fieldErrors: { file: key } });
}
