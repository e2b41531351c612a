import { Field, fieldHelpId } from '../ui/field';

interface NoteFieldProps {
  /** Of the form: the field's id begins with it. */
  id: string;
  texts: { note: string; noteHint: string };
  error?: string;
  rows: number;
}

/** Why an admin does it: a note of a few lines, which must be there. */
export function NoteField({ id, texts, error, rows }: NoteFieldProps) {
  return (
    <Field id={`${id}-note`} label={texts.note} hint={texts.noteHint} error={error}>
      <textarea
        id={`${id}-note`}
        name="note"
        required
        rows={rows}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={fieldHelpId(`${id}-note`)}
        className={
          'w-full rounded-md border border-edge bg-raised px-3 py-2 text-base text-ink ' +
          'hover:border-soft aria-invalid:border-red'
        }
      />
    </Field>
  );
}
