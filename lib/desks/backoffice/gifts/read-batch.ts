import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { CsvError, parse } from 'csv-parse';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { cutText } from '@/lib/core/cut-text';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import { type Written, writeOnce } from '@/lib/core/idempotency';
import type { GiftBatch } from '@/lib/generated/prisma/client';
import { applyApprovalLimit } from '@/lib/rooms/approvals';
import { type ReadLine, readLine } from './read-line';

const CHUNK = 2_000;
/** Lines that a file may have, and bytes that one line may. */
export const BATCH_LINES = 200_000;
const LINE_BYTES = 4_096;
/** Below what Next hands on of a body at most: it would cut the rest off without a word. */
export const BATCH_BYTES = 9 * 1024 * 1024;

interface BatchInput {
  /** Made by the form: the same upload is the same batch. */
  requestKey: string;
  fileName: string;
  content: WebStream<Uint8Array>;
  /** What was announced: a file that ends sooner or later is not read as if it were whole. */
  byteCount: number;
}

/**
 * Reads a file of gifts (`email,amount,last day`; the day may be missing) and writes down every line with its
 * problem, if it has one. Nothing is given. The file is read as it arrives, a few thousand lines in memory at
 * a time. A repeat of the same request returns the batch that it made. Throws `invalid_input` for what is no
 * CSV or has too many lines; the batch is then on record as failed.
 */
export async function readBatch(input: BatchInput, act: Act): Promise<bigint> {
  const currency = env.WALLET_CURRENCY;
  const { row, isNew } = await writeBatch(input, act.actorId, currency);
  const { id } = row;
  if (!isNew) return id;
  try {
    await readLines(id, currency, input);
    await db.$executeRaw`SELECT judge_gift_lines(${id})`;
    await db.$transaction(async (tx) => {
      await applyApprovalLimit(tx, currency);
      const batch = await tx.giftBatch.update({ where: { id }, data: { status: 'checked' } });
      const { lineCount, goodCount, fileName } = batch;
      const after = { fileName, lineCount, goodCount, goodMicros: String(batch.goodMicros) };
      await writeAudit(
        tx,
        auditOf(act, { action: 'read_gift_batch', subjectType: 'gift_batch', subjectId: id, after }),
      );
    });
    return id;
  } catch (error) {
    await db.giftBatch.update({ where: { id }, data: { status: 'failed', finishedAt: new Date() } });
    if (error instanceof CsvError) throw new DomainError('invalid_input', { cause: error });
    throw error;
  }
}

function writeBatch(
  { requestKey, fileName: given }: BatchInput,
  requesterId: bigint,
  currency: string,
): Promise<Written<GiftBatch>> {
  const fileName = cutText(given.replace(/\p{Cc}/gu, '').trim(), 200) || 'gifts.csv';
  return writeOnce({
    find: (tx) => tx.giftBatch.findUnique({ where: { requesterId_requestKey: { requesterId, requestKey } } }),
    isSame: (known) => known.fileName === fileName,
    write: (tx) => tx.giftBatch.create({ data: { requesterId, requestKey, fileName, currency } }),
  });
}

async function readLines(
  batchId: bigint,
  currency: string,
  { content, byteCount }: BatchInput,
): Promise<void> {
  const now = new Date();
  const rows = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LINE_BYTES,
  });
  await pipeline(
    Readable.fromWeb(content),
    (source) => countBytes(source, byteCount),
    rows,
    async (source) => {
      let chunk: ReadLine[] = [];
      let count = 0;
      for await (const { record, info } of source as AsyncIterable<{
        record: string[];
        info: { lines: number };
      }>) {
        if (count === 0 && isHead(record)) continue;
        count += 1;
        if (count > BATCH_LINES) throw new DomainError('invalid_input', { cause: 'too many lines' });
        chunk.push(readLine(info.lines, record, currency, now));
        if (chunk.length < CHUNK) continue;
        await writeLines(batchId, chunk);
        chunk = [];
      }
      await writeLines(batchId, chunk);
    },
  );
}

async function* countBytes(source: AsyncIterable<Uint8Array>, byteCount: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const part of source) {
    seen += part.length;
    yield part;
  }
  if (seen !== byteCount) throw new DomainError('invalid_input', { cause: `${seen} of ${byteCount} bytes` });
}

/** A first line without an address names the columns. */
function isHead(record: string[]): boolean {
  return /^\s*"?e-?mail"?\s*$|^\s*이메일\s*$/iu.test(record[0] ?? '');
}

/** One statement per chunk finds readers and writes lines. A gift ends where its reader is. */
async function writeLines(batchId: bigint, lines: ReadLine[]): Promise<void> {
  if (lines.length === 0) return;
  const column = <K extends keyof ReadLine>(key: K) => lines.map((one) => one[key]);
  const micros = lines.map(({ amountMicros }) => (amountMicros === null ? null : String(amountMicros)));
  const until = lines.map(({ giftExpiresAt }) => giftExpiresAt?.toISOString().replace('Z', '') ?? null);
  await db.$executeRaw`
    INSERT INTO gift_batch_lines (batch_id, line, email, amount, expires, user_id, amount_micros,
      gift_expires_at, problem)
    SELECT ${batchId}, l.line, l.email, l.amount, l.expires, u.id, l.micros::bigint, l.until::timestamp AT
      TIME ZONE known_zone(coalesce(u.time_zone, ${env.SITE_TIME_ZONE})),
      coalesce(l.problem, CASE WHEN u.id IS NULL THEN 'email_unknown' END)
    FROM unnest(${column('line')}::int[], ${column('email')}::text[], ${column('amount')}::text[],
      ${column('expires')}::text[],
      ${micros}::text[], ${until}::text[], ${column('problem')}::text[]) AS l (line, email, amount, expires,
        micros, until, problem)
    LEFT JOIN users u ON u.email = l.email
    ON CONFLICT DO NOTHING`;
}
