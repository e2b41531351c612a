import { existsSync } from 'node:fs';
import { checkRestored } from './lib/check-restored.ts';
import { restoreMedia } from './lib/copy-media.ts';
import { listStoredMedia } from './lib/list-stored-media.ts';
import { loadEnv } from './lib/load-env.ts';
import { restoreBackup } from './lib/restore-backup.ts';

// `npm run restore -- FILE.jsonl.gz [MEDIA FOLDER]`: fills the new, empty database of DATABASE_URL from a
// backup, checks what came out as the drill does, and puts creators' files back into MEDIA_DIR. Exit code 1
// if anything is not as it was.
loadEnv();
const [file, folder = `${file}.media`] = process.argv.slice(2);
const { DATABASE_URL: url, MEDIA_DIR = '.data/media', S3_BUCKET: bucket } = process.env;
if (!file || !url) {
  console.error(
    'Set DATABASE_URL to a new, empty database and name the file: npm run restore -- farthing.jsonl.gz',
  );
  process.exit(1);
}
try {
  const manifest = await restoreBackup(file, url);
  const { laws, faults } = await checkRestored(url, manifest);
  const rows = Object.values(manifest.counts).reduce((sum, count) => sum + count, 0);
  console.log(`${rows} rows as of ${manifest.at} are back; ${laws} laws of the ledger were checked.`);
  if (bucket) console.log(`Creators' files are in the bucket ${bucket}: see docs/operations.md.`);
  else if (existsSync(folder)) {
    const media = await restoreMedia(folder, MEDIA_DIR, await listStoredMedia(url));
    console.log(`${media.files} files of creators were looked at in ${MEDIA_DIR}.`);
    faults.push(...media.faults);
  } else faults.push(`${folder} is not there: creators' files are missing`);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) {
    console.error('Not everything is as it was: do not go on with this before you know why.');
    process.exitCode = 1;
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
