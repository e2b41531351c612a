import { z } from 'zod';
import { readId } from '@/lib/core/ids';
import { SupportAbout } from '@/lib/generated/prisma/enums';

export const SUBJECT_LENGTH = 120;
export const MESSAGE_LENGTH = 4_000;

/** Text without what PostgreSQL or mail can't hold: zero bytes, lone surrogates, control characters. */
const clean = (text: string) =>
  text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();

const words = (max: number) =>
  z.string().transform(clean).pipe(z.string().min(1, 'required').max(max, 'tooLong'));

export const subjectSchema = words(SUBJECT_LENGTH).transform((text) => text.replaceAll('\n', ' '));
export const messageSchema = words(MESSAGE_LENGTH);

/** What a request is about. */
export interface About {
  kind: SupportAbout;
  id: bigint;
}

/** "top_up-12" as addresses and forms carry it; null for anything else. */
export function readAbout(text: string): About | null {
  const [kind = '', number, ...rest] = text.split('-');
  const id = readId(number);
  if (id === null || rest.length > 0 || !Object.hasOwn(SupportAbout, kind)) return null;
  return { kind: kind as SupportAbout, id };
}

export const writeAbout = ({ kind, id }: About): string => `${kind}-${id}`;
