import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ItemKind } from '../lib/generated/prisma/enums.ts';
import { creatorSchema, pieceSchema, setSchema } from './content-schema.ts';
import { readContent } from './read-content.ts';

const CONTENT = join(import.meta.dirname, 'content');
const TEASER_CUT = '<!-- more -->';
/** Pieces of a set are numbered; the number is no part of their address. */
const NUMBER = /^(\d+)-/;

const FOLDERS = {
  articles: 'article',
  tracks: 'track',
  videos: 'video',
  lessons: 'lesson',
  games: 'game_item',
} as const satisfies Record<string, ItemKind>;

export interface Course {
  slug: string;
  name: string;
  description: string;
}

export interface Piece extends z.infer<typeof pieceSchema> {
  slug: string;
  kind: ItemKind;
  teaser: string;
  body: string;
  /** Of a lesson. */
  course?: Course;
}

/** The demo's people who write. */
export function listDemoCreators(): z.infer<typeof creatorSchema>[] {
  return z.array(creatorSchema).parse(JSON.parse(readFileSync(join(CONTENT, 'creators.json'), 'utf8')));
}

/** All that the demo sells, lessons in order; `small` is what the tests seed. Throws at a faulty file. */
export function listContent({ small = false } = {}): Piece[] {
  const chosen: string[] = JSON.parse(readFileSync(join(CONTENT, 'small-set.json'), 'utf8'));
  return Object.entries(FOLDERS).flatMap(([folder, kind]) =>
    readdirSync(join(CONTENT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && (!small || chosen.includes(basename(name, '.md'))))
      .sort()
      .map((name) => readPiece(join(CONTENT, folder, name), kind)),
  );
}

function readPiece(file: string, kind: ItemKind): Piece {
  const { data, content } = readContent(file);
  const setFile = join(dirname(file), 'set.yaml');
  const set = setSchema.parse(existsSync(setFile) ? parse(readFileSync(setFile, 'utf8')) : {});
  const facts = pieceSchema.safeParse({ ...set.shared, ...data });
  if (!facts.success) throw new Error(`${file}: ${z.prettifyError(facts.error)}`);
  const [teaser, body, ...more] = content.split(TEASER_CUT).map((part) => part.trim());
  if (!teaser || !body || more.length > 0)
    throw new Error(`${file}: needs one ${TEASER_CUT} between teaser and body`);
  const name = basename(file, '.md');
  const place = Number(NUMBER.exec(name)?.[1]);
  return {
    ...facts.data,
    slug: set.titled || set.course ? name.replace(NUMBER, '') : name,
    kind,
    title: set.titled ? `${set.titled} · ${place} ${facts.data.title}` : facts.data.title,
    teaser,
    body,
    course: set.course && { slug: basename(dirname(file)), ...set.course },
  };
}
