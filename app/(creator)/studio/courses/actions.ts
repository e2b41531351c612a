'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { creatorAction } from '@/lib/action';
import { courseSchema, savedCourseSchema } from '@/lib/studio/course-rules';
import { createCourse } from '@/lib/studio/create-course';
import { deleteCourse } from '@/lib/studio/delete-course';
import { saveCourse } from '@/lib/studio/save-course';

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

export const deleteCourseAction = creatorAction(
  {
    name: 'delete-course',
    input: z.object({
      courseId: z
        .string()
        .regex(/^[1-9]\d{0,17}$/)
        .transform(BigInt),
    }),
    perMinute: 20,
  },
  async ({ courseId }, { viewer }) => {
    await deleteCourse({ creatorId: viewer.creatorId, courseId });
    redirect('/studio/courses');
  },
);
