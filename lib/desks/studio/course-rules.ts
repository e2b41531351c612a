import { z } from 'zod';
import { cleanLine, cleanText } from './draft-rules';

// Messages are keys of the `studio.fields` texts.

export const COURSE_LESSONS_MAX = 200;

const id = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform(BigInt);

export const courseSchema = z.object({
  name: z
    .string()
    .transform((typed) => cleanLine(typed).trim())
    .pipe(z.string().min(1, 'courseNameMissing').max(160, 'courseNameLong')),
  description: z
    .string()
    .transform((typed) => cleanText(typed).trim())
    .pipe(z.string().max(2_000, 'courseTextLong')),
});

/** A course as its form sends it: the lessons in their new order, and those that the form began with. */
export const savedCourseSchema = courseSchema.extend({
  courseId: id,
  lessonIds: z.array(id).max(COURSE_LESSONS_MAX),
  seenLessonIds: z.array(id).max(COURSE_LESSONS_MAX),
});
