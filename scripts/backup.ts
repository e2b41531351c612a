import { backUpMedia } from './lib/copy-media.ts';
import { loadEnv } from './lib/load-env.ts';
import { startPostgres } from './lib/start-postgres.ts';
import { writeBackup } from './lib/write-backup.ts';

// `npm run backup -- FILE.jsonl.gz [MEDIA FOLDER]`: everything in DATABASE_URL, or without it in the demo's embedded PostgreSQL,
// and creators' files from MEDIA_DIR into a folder beside it. The same folder may be used every time: what is there is kept.
loadEnv();
const [file, folder = `${file}.media`] = process.argv.slice(2);
if (!file) {
  console.error('Name the file to write: npm run backup -- farthing.jsonl.gz');
  process.exit(1);
}
const embedded = process.env.DATABASE_URL ? null : await startPostgres({ dir: '.data/postgres' });
try {
  const { at, counts } = await writeBackup(process.env.DATABASE_URL || (embedded?.url ?? ''), file);
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(`Wrote ${rows} rows as of ${at} to ${file}.`);
} finally {
  await embedded?.stop();
}
// After the rows: a file that a row names was there before the row was.
if (process.env.S3_BUCKET) {
  console.log(
    `Creators' files are in the bucket ${process.env.S3_BUCKET}: keep its versions, or copy it (docs/operations.md).`,
  );
} else {
  const files = await backUpMedia(process.env.MEDIA_DIR || '.data/media', folder);
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  console.log(`Copied ${files.length} files of creators (${bytes} bytes) to ${folder}.`);
}
