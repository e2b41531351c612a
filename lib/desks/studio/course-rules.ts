import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { cleanLine, cleanText } from './draft-rules';

// Messages are keys of the `studio.fields` texts.

const COURSE_LESSONS_MAX = 200;

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
  courseId: idSchema,
  lessonIds: z.array(idSchema).max(COURSE_LESSONS_MAX),
  seenLessonIds: z.array(idSchema).max(COURSE_LESSONS_MAX),
});
