'use client';

import { useState } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import { type FieldTexts, fieldError, formError, type Told } from '../auth/action-types';
import { FormNotice } from '../auth/form-notice';
import { Button } from '../ui/button';
import { CourseFields } from './course-fields';
import { type Lesson, LessonOrder } from './lesson-order';
import { useCourse } from './use-course';
import type { StudioWords } from './words';

interface CourseFormProps {
  course: {
    id: string;
    name: string;
    description: string;
    lessons: Lesson[];
    free: Lesson[];
    /** Own lessons exist, in this course or another. */
    hasLessons: boolean;
  };
  action: (input: unknown) => Promise<ActionResult<Told>>;
  words: StudioWords['courses'];
  fields: FieldTexts;
}

/** A course: name and text are saved by the button, the lessons and their order at each change. */
export function CourseForm({ course, action, words, fields }: CourseFormProps) {
  const { id: courseId, name, description, lessons, free } = course;
  const [values, setValues] = useState({ name, description });
  const [pending, setPending] = useState(false);
  const [result, setResult] = useState<ActionResult<Told> | null>(null);
  const { shelf, order, keep, saveText } = useCourse({
    courseId,
    text: { name, description },
    shelf: { lessons, free },
    action,
    unreachable: words.unreachable,
  });

  async function save() {
    if (pending) return;
    setPending(true);
    setResult(await saveText(values));
    setPending(false);
  }

  const refusal = formError(order);
  const remedy = order && !order.ok && order.code === 'edit_conflict' ? words.orderStale : words.orderFailed;
  return (
    <div className="flex max-w-[44rem] flex-col gap-10">
      <form action={() => void save()} noValidate className="flex flex-col gap-6">
        <FormNotice message={formError(result)} />
        <CourseFields
          values={values}
          onChange={(patch) => {
            setValues({ ...values, ...patch });
            setResult(null);
          }}
          errorOf={(field) => fieldError(result, field, fields)}
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
      <div className="flex flex-col gap-4 border-line border-t pt-6">
        <FormNotice message={refusal && `${refusal} ${remedy}`} />
        <LessonOrder
          {...shelf}
          hasLessons={course.hasLessons}
          onChange={(inCourse, outside) => keep({ lessons: inCourse, free: outside })}
          saved={order && (order.ok ? order.data.message : '')}
          words={words}
        />
      </div>
    </div>
  );
}
