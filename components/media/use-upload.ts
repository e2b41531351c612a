'use client';

import { useEffect, useRef, useState } from 'react';
import type { MediaView } from '@/lib/rooms/media';

export type UploadState =
  | { step: 'idle' }
  /** `percent` is of what has left this machine; at 100 the server looks at the file. */
  | { step: 'sending'; file: File; percent: number }
  /** `message` null: the connection broke off. */
  | { step: 'failed'; file: File; message: string | null };

interface Options {
  purpose: 'avatar' | 'cover' | 'inline' | 'file';
  itemId?: string;
  onDone: (media: MediaView) => void;
}

/** Sends one file at a time to the studio, with progress: fetch() has none, so it is an XMLHttpRequest. */
export function useUpload({ purpose, itemId, onDone }: Options) {
  const [state, setState] = useState<UploadState>({ step: 'idle' });
  const running = useRef<XMLHttpRequest>(null);
  // Anyone who leaves the page stops the upload.
  useEffect(() => () => running.current?.abort(), []);

  function send(file: File): void {
    running.current?.abort();
    const request = new XMLHttpRequest();
    running.current = request;
    const isCurrent = () => running.current === request;
    const query = new URLSearchParams({ purpose, ...(itemId && { item: itemId }) });
    request.open('POST', `/api/studio/media?${query}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (isCurrent())
        setState({ step: 'sending', file, percent: Math.floor((event.loaded / event.total) * 100) });
    };
    request.onload = () => {
      if (!isCurrent()) return;
      const answer: { ok: true; data: MediaView } | { ok: false; message: string } | null = request.response;
      if (answer?.ok) {
        setState({ step: 'idle' });
        onDone(answer.data);
      } else setState({ step: 'failed', file, message: answer?.message ?? null });
    };
    request.onerror = () => {
      if (isCurrent()) setState({ step: 'failed', file, message: null });
    };
    setState({ step: 'sending', file, percent: 0 });
    request.send(file);
  }

  return {
    state,
    send,
    /** Refused before anything was sent. */
    refuse: (file: File, message: string) => setState({ step: 'failed', file, message }),
    cancel() {
      const request = running.current;
      running.current = null;
      request?.abort();
      setState({ step: 'idle' });
    },
    forget: () => setState({ step: 'idle' }),
  };
}
