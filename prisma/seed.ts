import { disconnect } from '../lib/core/db.ts';
import { log } from '../lib/core/log.ts';
import { listContent } from './list-content.ts';
import { type SeededLesson, seedCourses } from './seed-courses.ts';
import { seedFiles } from './seed-files.ts';
import { seedItem } from './seed-item.ts';
import { seedPeople } from './seed-people.ts';

/**
 * Demo people and what they sell; with `--small` only what the tests need. Running it again changes texts and
 * prices to what the files say, and nothing else.
 */
async function seed(): Promise<void> {
  const creatorIds = await seedPeople();
  const pieces = listContent({ small: process.argv.includes('--small') });
  const itemIds: bigint[] = [];
  const lessons: SeededLesson[] = [];
  for (const piece of pieces) {
    const creatorId = creatorIds.get(piece.creator);
    if (!creatorId) throw new Error(`${piece.slug}: unknown creator ${piece.creator}`);
    const itemId = await seedItem(piece, creatorId);
    itemIds.push(itemId);
    if (piece.course) lessons.push({ itemId, creatorId, course: piece.course });
  }
  await seedFiles(itemIds);
  const courses = await seedCourses(lessons);
  const articles = pieces.filter(({ kind }) => kind === 'article').length;
  const others = `${pieces.length - articles} other items and ${courses} courses`;
  process.stdout.write(`${creatorIds.size} creators, ${articles} articles, ${others} are in place.\n`);
}

try {
  await seed();
} catch (error) {
  log.fatal({ err: error }, 'seeding failed');
  process.exitCode = 1;
} finally {
  await disconnect();
}
