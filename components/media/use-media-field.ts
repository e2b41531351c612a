'use client';

import { useRef, useState } from 'react';
import { fillIn, formatBytes } from './format';
import type { MediaFieldProps } from './media-field-props';
import { useUpload } from './use-upload';

export type FieldState = ReturnType<typeof useMediaField>;

/** What is in place, what is on its way, and what was said of the last try. */
export function useMediaField(props: MediaFieldProps) {
  const { purpose, words, locale, maxName } = props;
  const [media, setMedia] = useState(props.media);
  const [said, setSaid] = useState('');
  const [removalFault, setRemovalFault] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const upload = useUpload({
    purpose,
    itemId: props.itemId,
    onDone(received) {
      if (purpose !== 'inline') setMedia(received);
      setSaid(purpose === 'inline' ? words.inserted : fillIn(words.done, { name: received.fileName }));
      props.onReceived?.(received);
    },
  });
  const { state } = upload;

  function take(file: File | undefined) {
    if (!file) return;
    setSaid('');
    setRemovalFault('');
    const size = formatBytes(file.size, locale);
    // Told at once, instead of after an hour of sending.
    if (file.size === 0) upload.refuse(file, words.empty);
    else if (file.size > props.maxBytes) upload.refuse(file, fillIn(words.tooLarge, { size, max: maxName }));
    else upload.send(file);
  }

  async function remove() {
    const result = await props.remove?.({ itemId: props.itemId, purpose }).catch(() => null);
    if (!result?.ok) return setRemovalFault(result?.message ?? words.unreachable);
    setMedia(null);
    upload.forget();
    setRemovalFault('');
    setSaid(words.removed);
    button.current?.focus();
  }

  function cancel() {
    upload.cancel();
    setSaid(words.canceled);
    // The button that was pressed is gone.
    requestAnimationFrame(() => button.current?.focus());
  }

  return {
    media,
    state,
    said,
    removalFault,
    /** Takes the focus when the button that was pressed is gone. */
    button,
    take,
    remove,
    cancel,
    retry: (file: File) => void upload.send(file),
  };
}
