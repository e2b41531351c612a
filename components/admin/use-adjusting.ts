'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState, useTransition } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import { useProvenAction } from '../auth/use-proven-action';
import type { AdjustFormProps } from './adjust-types';
import type { PreviewData } from './preview-table';

/** What the form of an adjustment does: looks at what it would post, uploads the evidence, posts. */
export function useAdjusting(props: AdjustFormProps) {
  const { fields } = props;
  const router = useRouter();
  const [shown, setShown] = useState<PreviewData | null>(null);
  const [seen, setSeen] = useState<ActionResult<PreviewData> | null>(null);
  const [fault, setFault] = useState<string>();
  const [looking, look] = useTransition();
  const upload = useUploadOnce(props.uploadPath);
  const requestKey = useRef('');

  const posting = useProvenAction<{ id: string }>(async (before, data) => {
    const answer = await props.post(before, data);
    if (answer.ok) router.push(`/admin/adjustments/${answer.data.id}`);
    return answer;
  }, props.proof);

  function showPreview(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    data.delete('file');
    look(async () => {
      const answer = await props.preview(null, data);
      setSeen(answer);
      setFault(undefined);
      posting.clear();
      requestKey.current = crypto.randomUUID();
      setShown(answer.ok ? answer.data : null);
    });
  }

  function confirm(form: HTMLFormElement) {
    if (!shown || posting.pending || looking) return;
    const data = new FormData(form);
    const file = data.get('file');
    data.delete('file');
    data.set('requestKey', requestKey.current);
    data.set('seenBalanceMicros', shown.balanceMicros);
    look(async () => {
      setFault(undefined);
      if (file instanceof File && file.size > 0) {
        const answer = await upload(file);
        if (!answer.id) return setFault(answer.message ?? fields.fileUnsuitable);
        data.set('fileId', answer.id);
      }
      // Said once, confirmed once more: it is meant.
      if (posting.result && !posting.result.ok && posting.result.code === 'file_repeats')
        data.set('fileAgain', 'on');
      posting.send(data);
    });
  }

  const refused = posting.result && !posting.result.ok ? posting.result : null;
  return {
    shown,
    fault,
    looking,
    busy: looking || posting.pending,
    failed: seen && !seen.ok ? seen : refused,
    dialog: posting.dialog,
    showPreview,
    hidePreview: () => setShown(null),
    confirm,
  };
}

interface Uploaded {
  id?: string;
  message?: string;
}

/** Sends a file; the same one again is answered from memory. */
function useUploadOnce(path: string) {
  const uploaded = useRef<{ file: File; id: string } | null>(null);
  return async (file: File): Promise<Uploaded> => {
    if (uploaded.current?.file === file) return { id: uploaded.current.id };
    const data = new FormData();
    data.set('file', file);
    const answer = await fetch(path, { method: 'POST', body: data });
    const read = (await answer.json().catch(() => null)) as Uploaded | null;
    if (!answer.ok || !read?.id) return { message: read?.message };
    uploaded.current = { file, id: read.id };
    return { id: read.id };
  };
}
