import { cn } from '../ui/cn';
import { Field, fieldHelpId } from '../ui/field';
import { Input, inputClass } from '../ui/input';
import type { StudioWords } from './words';

interface CourseFieldsProps {
  values: { name: string; description: string };
  onChange: (patch: { name?: string; description?: string }) => void;
  errorOf: (name: string) => string | undefined;
  words: StudioWords['courses'];
}

/** Name and text of a course. */
export function CourseFields({ values, onChange, errorOf, words }: CourseFieldsProps) {
  return (
    <>
      <Field id="name" label={words.name} error={errorOf('name')}>
        <Input
          id="name"
          name="name"
          value={values.name}
          maxLength={160}
          autoComplete="off"
          onChange={(event) => onChange({ name: event.target.value })}
          invalid={Boolean(errorOf('name'))}
          aria-describedby={fieldHelpId('name')}
        />
      </Field>
      <Field
        id="description"
        label={words.description}
        hint={words.descriptionHint}
        error={errorOf('description')}
      >
        <textarea
          id="description"
          name="description"
          rows={4}
          maxLength={2_000}
          value={values.description}
          onChange={(event) => onChange({ description: event.target.value })}
          aria-invalid={Boolean(errorOf('description')) || undefined}
          aria-describedby={fieldHelpId('description')}
          className={cn(inputClass, 'h-auto py-2.5')}
        />
      </Field>
    </>
  );
}
