'use client';

import { useActionState, useState } from 'react';
import { type FieldTexts, type FormAction, fieldError, formError } from '../auth/action-types';
import { FormNotice } from '../auth/form-notice';
import { useFocusOnError } from '../auth/use-focus-on-error';
import { SubmitButton } from '../ui/submit-button';
import { CourseFields } from './course-fields';
import type { StudioWords } from './words';

interface NewCourseFormProps {
  action: FormAction;
  words: StudioWords['courses'];
  fields: FieldTexts;
}

export function NewCourseForm({ action, words, fields }: NewCourseFormProps) {
  const [values, setValues] = useState({ name: '', description: '' });
  const [result, send] = useActionState(action, null);
  const form = useFocusOnError(result);
  return (
    <form ref={form} action={send} noValidate className="flex max-w-[36rem] flex-col gap-6">
      <FormNotice message={formError(result)} />
      <CourseFields
        values={values}
        onChange={(patch) => setValues({ ...values, ...patch })}
        errorOf={(name) => fieldError(result, name, fields)}
        words={words}
      />
      <SubmitButton variant="primary" pendingLabel={words.wait} className="self-start">
        {words.create}
      </SubmitButton>
    </form>
  );
}
