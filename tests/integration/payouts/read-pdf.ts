import { inflateSync } from 'node:zlib';

export interface ReadPdf {
  /** The text of each page, as a program that copies text reads it. */
  pages: string[];
  /** Names of the embedded fonts, each with the tag of its subset. */
  fonts: string[];
}

/** Reads as much PDF as PDFKit writes: follows glyphs to characters through the fonts' tables. */
export function readPdf(bytes: Buffer): ReadPdf {
  const objects = new Map<string, { head: string; stream: string }>();
  const text = bytes.toString('latin1');
  for (const [, id = '', body = ''] of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = body.indexOf('stream\n');
    const head = at < 0 ? body : body.slice(0, at);
    objects.set(id, { head, stream: at < 0 ? '' : readStream(head, body.slice(at + 7)) });
  }
  const get = (id: string | undefined) => objects.get(id ?? '') ?? { head: '', stream: '' };
  const pages: string[] = [];
  const fonts = new Set<string>();
  for (const { head } of objects.values()) {
    if (!/\/Type \/Page\b/.test(head)) continue;
    const resources = get(/\/Resources (\d+) 0 R/.exec(head)?.[1]).head;
    const tables = new Map<string, Map<string, string>>();
    for (const [, name = '', id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = get(id).head;
      fonts.add(/\/BaseFont \/(\S+)/.exec(font)?.[1] ?? '');
      tables.set(name, readTable(get(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1]).stream));
    }
    pages.push(readContent(get(/\/Contents (\d+) 0 R/.exec(head)?.[1]).stream, tables));
  }
  return { pages, fonts: [...fonts] };
}

function readStream(head: string, rest: string): string {
  const raw = rest.slice(0, rest.lastIndexOf('\nendstream'));
  const bytes = Buffer.from(raw, 'latin1');
  return (/FlateDecode/.test(head) ? inflateSync(bytes) : bytes).toString('latin1');
}

const decode = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** A ToUnicode table: glyph number in hex → characters. */
function readTable(cmap: string): Map<string, string> {
  const table = new Map<string, string>();
  for (const [, from = '', , list = ''] of cmap.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g)) {
    [...list.matchAll(/<([\w ]*)>/g)].forEach(([, hex = ''], index) => {
      const glyph = (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0');
      table.set(glyph, decode(hex.replaceAll(' ', '')));
    });
  }
  return table;
}

function readContent(content: string, tables: Map<string, Map<string, string>>): string {
  let table = new Map<string, string>();
  const lines: string[] = [];
  for (const [line] of content.matchAll(/\/F\d+ [\d.]+ Tf|\[.*?\] TJ/g)) {
    if (line.endsWith('Tf')) table = tables.get(line.slice(1).split(' ')[0] ?? '') ?? new Map();
    else {
      const hex = [...line.matchAll(/<(\w+)>/g)].map(([, part]) => part).join('');
      lines.push((hex.match(/.{4}/g) ?? []).map((glyph) => table.get(glyph) ?? '\uFFFD').join(''));
    }
  }
  return lines.join('\n');
}
