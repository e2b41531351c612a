'use client';

import { useState } from 'react';
import type { ActionResult } from '@/lib/errors';
import { type FieldTexts, fieldError, formError, type Told } from '../auth/action-types';
import { FormNotice } from '../auth/form-notice';
import { Button } from '../ui/button';
import { CourseFields } from './course-fields';
import { type Lesson, LessonOrder } from './lesson-order';
import type { StudioWords } from './words';

interface CourseFormProps {
  course: { id: string; name: string; description: string; lessons: Lesson[]; free: Lesson[] };
  action: (input: unknown) => Promise<ActionResult<Told>>;
  words: StudioWords['courses'];
  fields: FieldTexts;
}

/** A course: its name, its text, and its lessons in their order, saved as one. */
export function CourseForm({ course, action, words, fields }: CourseFormProps) {
  const [values, setValues] = useState({ name: course.name, description: course.description });
  const [lessons, setLessons] = useState(course.lessons);
  const [free, setFree] = useState(course.free);
  const [seen, setSeen] = useState(course.lessons.map(({ id }) => id));
  const [pending, setPending] = useState(false);
  const [result, setResult] = useState<ActionResult<Told> | null>(null);

  async function save() {
    if (pending) return;
    setPending(true);
    const lessonIds = lessons.map(({ id }) => id);
    const answer = await action({ courseId: course.id, ...values, lessonIds, seenLessonIds: seen }).catch(
      (): ActionResult<Told> => ({ ok: false, code: 'internal', message: words.unreachable }),
    );
    setPending(false);
    setResult(answer);
    if (answer.ok) setSeen(lessonIds);
  }

  return (
    <form action={() => void save()} noValidate className="flex max-w-[44rem] flex-col gap-6">
      <FormNotice message={formError(result)} />
      <CourseFields
        values={values}
        onChange={(patch) => setValues({ ...values, ...patch })}
        errorOf={(name) => fieldError(result, name, fields)}
        words={words}
      />
      <LessonOrder
        lessons={lessons}
        free={free}
        onChange={(inCourse, outside) => {
          setLessons(inCourse);
          setFree(outside);
          setResult(null);
        }}
        words={words}
      />
      <div className="flex items-center gap-4">
        <Button type="submit" variant="primary" aria-disabled={pending || undefined}>
          {pending ? words.wait : words.save}
        </Button>
        <p role="status" className="text-soft text-sm">
          {result?.ok && !pending ? result.data.message : null}
        </p>
      </div>
    </form>
  );
}
