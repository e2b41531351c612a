import { backUpMedia } from './lib/copy-media.ts';
import { listStoredMedia } from './lib/list-stored-media.ts';
import { loadEnv } from './lib/load-env.ts';
import { startPostgres } from './lib/start-postgres.ts';
import { writeBackup } from './lib/write-backup.ts';

// `npm run backup -- FILE.jsonl.gz [MEDIA FOLDER]`: everything in DATABASE_URL, or without it in the demo's
// embedded PostgreSQL, and creators' files from MEDIA_DIR into a folder beside it. The same folder may be
// used every time: what is there is kept.
loadEnv();
const [file, folder = `${file}.media`] = process.argv.slice(2);
if (!file) {
  console.error('Name the file to write: npm run backup -- farthing.jsonl.gz');
  process.exit(1);
}
const embedded = process.env.DATABASE_URL ? null : await startPostgres({ dir: '.data/postgres' });
try {
  const url = process.env.DATABASE_URL || (embedded?.url ?? '');
  const { at, counts } = await writeBackup(url, file);
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(`Wrote ${rows} rows as of ${at} to ${file}.`);
  // After the rows: a file that a row names was there before the row was.
  if (process.env.S3_BUCKET) {
    console.log(
      `Creators' files are in the bucket ${process.env.S3_BUCKET}: keep its versions, or copy it ` +
        '(docs/operations.md).',
    );
  } else {
    const wanted = await listStoredMedia(url);
    const files = await backUpMedia(process.env.MEDIA_DIR || '.data/media', folder, wanted);
    const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
    console.log(`Copied ${files.length} files of creators (${bytes} bytes) to ${folder}.`);
    const before = new Set(wanted);
    const here = new Set(files.map(({ path }) => path));
    // Asked again: what was deleted while we copied is not missing.
    const missing = (await listStoredMedia(url)).filter((path) => !here.has(path) && before.has(path));
    for (const path of missing) console.error(`${path} is in the database and not in MEDIA_DIR`);
    if (missing.length > 0) process.exitCode = 1;
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await embedded?.stop();
}
