'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import {
  beginLesson,
  courseSchema,
  createCourse,
  deleteCourse,
  saveCourse,
  savedCourseSchema,
} from '@/lib/desks/studio';
import { creatorAction } from '@/lib/entry/actions';

export const createCourseAction = creatorAction(
  { name: 'create-course', input: courseSchema, perMinute: 20 },
  async (course, { viewer }) => {
    const id = await createCourse({ ...course, creatorId: viewer.creatorId });
    redirect(`/studio/courses/${id}`);
  },
);

export const saveCourseAction = creatorAction(
  { name: 'save-course', input: savedCourseSchema, perMinute: 60 },
  async (course, { viewer }) => {
    await saveCourse({ ...course, creatorId: viewer.creatorId });
    revalidatePath(`/studio/courses/${course.courseId}`);
    return { message: (await getTranslations('studio.courses'))('saved') };
  },
);

const oneCourse = z.object({ courseId: idSchema });

/** A new lesson at the end of the course, and on to its editor. */
export const beginLessonAction = creatorAction(
  { name: 'begin-lesson', input: oneCourse, perMinute: 20 },
  async ({ courseId }, { viewer: { creatorId } }) => {
    const id = await beginLesson({ creatorId, courseId, language: await getLocale() });
    redirect(`/studio/items/${id}`);
  },
);

export const deleteCourseAction = creatorAction(
  { name: 'delete-course', input: oneCourse, perMinute: 20 },
  async ({ courseId }, { viewer }) => {
    await deleteCourse({ creatorId: viewer.creatorId, courseId });
    redirect('/studio/courses');
  },
);
