'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, useTransition } from 'react';
import { Button } from '../ui/button';
import { Field, fieldHelpId } from '../ui/field';

interface GiftUploadProps {
  path: string;
  texts: Record<'label' | 'hint' | 'submit' | 'wait' | 'failed', string>;
}

/** Sends a file for a dry run and goes on to what was read from it. */
export function GiftUpload({ path, texts }: GiftUploadProps) {
  const id = useId();
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [pending, start] = useTransition();
  const send = (file: File) =>
    start(async () => {
      setError(undefined);
      const query = new URLSearchParams({ key: crypto.randomUUID(), name: file.name });
      const answer = await fetch(`${path}?${query}`, { method: 'POST', body: file }).catch(() => null);
      const read = (await answer?.json().catch(() => null)) as { id?: string; message?: string } | null;
      if (answer?.ok && read?.id) router.push(`/admin/gifts/${read.id}`);
      else setError(read?.message ?? texts.failed);
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const file = new FormData(event.currentTarget).get('file');
        if (file instanceof File && !pending) send(file);
      }}
      className="flex flex-col items-start gap-3"
    >
      <Field id={id} label={texts.label} hint={texts.hint} error={error}>
        <input
          id={id}
          name="file"
          type="file"
          required
          accept=".csv,text/csv"
          aria-describedby={fieldHelpId(id)}
          className={
            'text-sm file:mr-3 file:h-9 file:rounded-md file:border file:border-edge ' +
            'file:bg-transparent file:px-3 file:text-ink'
          }
        />
      </Field>
      <Button type="submit" size="sm" aria-disabled={pending || undefined}>
        {pending ? texts.wait : texts.submit}
      </Button>
    </form>
  );
}
