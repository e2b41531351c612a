import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { beginLesson } from '@/lib/desks/studio/begin-lesson';
import { createCourse } from '@/lib/desks/studio/create-course';
import { deleteCourse } from '@/lib/desks/studio/delete-course';
import { getOwnCourse, listOwnCourses } from '@/lib/desks/studio/list-own-courses';
import { saveCourse } from '@/lib/desks/studio/save-course';
import { withdrawItem } from '@/lib/desks/studio/withdraw-item';
import { getCourse } from '@/lib/rooms/catalog/get-course';
import { getLessonPlace } from '@/lib/rooms/catalog/get-lesson-place';
import { listCourses } from '@/lib/rooms/catalog/list-courses';
import { buy } from '@/lib/rooms/unlocks/buy';
import { makeCreator, makeDraft, makeReader, publish } from './world';

const guest = { readerId: null, currency: 'usd' };
const missing = { code: 'not_found' };

async function makeCourse(creatorId: bigint, lessons: string[]) {
  const courseId = await createCourse({ creatorId, name: 'Sharpening', description: 'From the start.' });
  const lessonIds: bigint[] = [];
  for (const title of lessons) {
    const id = await makeDraft(creatorId, { title }, 'lesson');
    await publish(creatorId, id);
    lessonIds.push(id);
  }
  const save = (ids: bigint[], seenLessonIds: bigint[]) =>
    saveCourse({
      creatorId,
      courseId,
      name: 'Sharpening',
      description: 'New.',
      lessonIds: ids,
      seenLessonIds,
    });
  await save(lessonIds, []);
  const { slug } = await db.course.findUniqueOrThrow({ where: { id: courseId } });
  return { courseId, slug, lessonIds, save };
}

test('a course shows its lessons in order, priced, and leads from one to the next', async () => {
  const { creatorId, userId, handle } = await makeCreator();
  const { courseId, slug, lessonIds, save } = await makeCourse(creatorId, ['One', 'Two', 'Three']);
  const [one, two, three] = lessonIds as [bigint, bigint, bigint];
  await save([three, one, two], lessonIds);
  expect((await getOwnCourse(creatorId, courseId)).lessons.map(({ title }) => title)).toEqual([
    'Three',
    'One',
    'Two',
  ]);

  const reader = await makeReader(100_000n);
  await buy({ payer: { userId: reader.userId }, itemId: one, seenPriceMicros: 35_000n });
  const reading = { readerId: reader.userId, currency: 'usd' };
  const shown = await getCourse(slug, reading);
  expect(shown?.lessons.map(({ title, owned, priceMicros }) => [title, owned, priceMicros])).toEqual([
    ['Three', false, 35_000n],
    ['One', true, 35_000n],
    ['Two', false, 35_000n],
  ]);
  expect(await getLessonPlace(one, null)).toMatchObject({
    number: 2,
    count: 3,
    previous: { title: 'Three' },
    next: { title: 'Two' },
    course: { slug },
  });
  expect(await getLessonPlace(three, null)).toMatchObject({ number: 1, previous: null });
  expect(await listCourses(handle)).toEqual([{ slug, name: 'Sharpening', lessons: 3 }]);

  // Withdrawn lessons are passed over, but for their owners.
  await withdrawItem({ creatorId, itemId: one, userId });
  expect((await getCourse(slug, guest))?.lessons.map(({ title }) => title)).toEqual(['Three', 'Two']);
  expect((await getCourse(slug, reading))?.lessons.map(({ title }) => title)).toEqual([
    'Three',
    'One',
    'Two',
  ]);
  expect(await getLessonPlace(three, null)).toMatchObject({ count: 2, next: { title: 'Two' } });
});

test('two forms: the second is told, nothing is overwritten', async () => {
  const { creatorId } = await makeCreator();
  const { courseId, lessonIds, save } = await makeCourse(creatorId, ['A', 'B']);
  const [a, b] = lessonIds as [bigint, bigint];
  const saves = await Promise.allSettled([save([b, a], lessonIds), save([a], lessonIds)]);
  expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(save([], lessonIds)).rejects.toMatchObject({ code: 'edit_conflict' });
  expect((await getOwnCourse(creatorId, courseId)).lessons.length).toBeGreaterThan(0);
});

test('only own lessons stand in a course, each in one', async () => {
  const [{ creatorId }, stranger] = [await makeCreator(), await makeCreator()];
  const { courseId, lessonIds, save } = await makeCourse(creatorId, ['Mine']);
  const article = await makeDraft(creatorId);
  const foreign = await makeDraft(stranger.creatorId, { title: 'Theirs' }, 'lesson');
  for (const id of [article, foreign, 9_999_999n])
    await expect(save([...lessonIds, id], lessonIds)).rejects.toMatchObject(missing);
  const other = await createCourse({ creatorId, name: 'Other', description: '' });
  const rest = { creatorId, courseId: other, name: 'Other', description: '', seenLessonIds: [] };
  await expect(saveCourse({ ...rest, lessonIds })).rejects.toMatchObject({ code: 'edit_conflict' });
  await expect(
    pool.query('INSERT INTO course_lessons (item_id, course_id, position) VALUES ($1, $2, 1)', [
      foreign,
      courseId,
    ]),
  ).rejects.toMatchObject({ code: 'ZF002' });
});

test("another creator's course is not found; an empty one is seen by its creator only", async () => {
  const [{ creatorId, userId }, stranger] = [await makeCreator(), await makeCreator()];
  const { courseId, lessonIds } = await makeCourse(creatorId, ['Kept']);
  const request = { courseId, name: 'X', description: '', lessonIds: [], seenLessonIds: lessonIds };
  await expect(saveCourse({ ...request, creatorId: stranger.creatorId })).rejects.toMatchObject(missing);
  await expect(getOwnCourse(stranger.creatorId, courseId)).rejects.toMatchObject(missing);
  await expect(deleteCourse({ creatorId: stranger.creatorId, courseId })).rejects.toMatchObject(missing);
  expect(await listOwnCourses(stranger.creatorId)).toEqual([]);

  const empty = await createCourse({ creatorId, name: '빈 강좌', description: '' });
  const { slug } = await db.course.findUniqueOrThrow({ where: { id: empty } });
  expect(slug).toBe('bin-gangjwa');
  expect(await getCourse(slug, guest)).toBeNull();
  expect(await getCourse(slug, { readerId: userId, currency: 'usd' })).toMatchObject({ lessons: [] });
  await deleteCourse({ creatorId, courseId });
  expect(await db.item.count({ where: { id: { in: lessonIds }, status: 'published' } })).toBe(1);
});

test('a lesson is begun inside its course, at the end; two at once have a place each', async () => {
  const [own, other] = [await makeCreator(), await makeCreator()];
  const courseId = await createCourse({ creatorId: own.creatorId, name: 'Empty', description: '' });
  // Nobody has lessons yet: that is something else than having them all in courses.
  expect(await getOwnCourse(own.creatorId, courseId)).toMatchObject({
    lessons: [],
    free: [],
    hasLessons: false,
  });
  const begin = (creatorId: bigint) => beginLesson({ creatorId, courseId, language: 'ko' });
  const first = await begin(own.creatorId);
  const pair = await Promise.all([begin(own.creatorId), begin(own.creatorId)]);
  const { lessons, free, hasLessons } = await getOwnCourse(own.creatorId, courseId);
  expect(lessons[0]?.id).toBe(first);
  expect(lessons.map(({ id }) => id).sort()).toEqual([first, ...pair].sort());
  expect([free, hasLessons]).toEqual([[], true]);
  const before = await db.item.count();
  await expect(begin(other.creatorId)).rejects.toMatchObject(missing);
  expect(await db.item.count()).toBe(before);
});
