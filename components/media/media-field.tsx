'use client';

import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import type { Messages } from '@/lib/core/i18n/load-messages';
import type { MediaView } from '@/lib/rooms/media';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { fillIn, formatBytes } from './format';
import { MediaSummary } from './media-summary';
import { UploadProgress } from './upload-progress';
import { useUpload } from './use-upload';

export interface MediaFieldProps {
  purpose: 'avatar' | 'cover' | 'inline' | 'file';
  /** Decimal; for everything but an avatar. */
  itemId?: string;
  /** What is in place now. */
  media: MediaView | null;
  title: string;
  hint: string;
  /** Said while something is in place. */
  note?: string;
  /** For the file chooser. */
  accept: string;
  maxBytes: number;
  /** `512 MB`. */
  maxName: string;
  locale: string;
  words: Messages['media']['field'];
  /** Takes away what is in place; without it, it can only be replaced. */
  remove?: (input: unknown) => Promise<ActionResult<void>>;
  /** Called with each file that has arrived; `inline` pictures go from here into the text. */
  onReceived?: (media: MediaView) => void;
  children?: ReactNode;
}

/** One file of a creator: chosen or dropped, sent with its progress, replaced, removed. */
export function MediaField(props: MediaFieldProps) {
  const { purpose, words, locale, maxName } = props;
  const [media, setMedia] = useState(props.media);
  const [said, setSaid] = useState('');
  const [removalFault, setRemovalFault] = useState('');
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const titleId = useId();
  const hintId = useId();
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

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
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

  const failure = state.step === 'failed' ? (state.message ?? words.unreachable) : removalFault;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button inside does the same
    <div
      className={cn(
        'flex flex-col gap-3 rounded-md border border-dashed p-4 transition-colors sm:p-5',
        over ? 'border-copper bg-copper-tint' : 'border-edge',
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p id={titleId} className="font-[560] text-sm">
        {props.title}
      </p>
      {media ? <MediaSummary media={media} locale={locale} round={purpose === 'avatar'} /> : null}
      {state.step === 'sending' ? (
        <UploadProgress name={state.file.name} percent={state.percent} words={words} onCancel={cancel} />
      ) : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          {media ? null : <span className="text-soft text-sm max-sm:hidden">{words.drop}</span>}
          <Button
            ref={button}
            size="sm"
            aria-describedby={`${titleId} ${hintId}`}
            onClick={() => chooser.current?.click()}
          >
            {media ? words.replace : words.choose}
          </Button>
          {media && props.remove ? (
            <Button size="sm" variant="quiet" aria-describedby={titleId} onClick={() => void remove()}>
              {words.remove}
            </Button>
          ) : null}
          <input
            ref={chooser}
            type="file"
            accept={props.accept}
            tabIndex={-1}
            aria-hidden="true"
            aria-label={props.title}
            className="sr-only"
            onChange={(event) => {
              take(event.target.files?.[0]);
              // The same file can be chosen again.
              event.target.value = '';
            }}
          />
        </div>
      )}
      {failure ? (
        <div role="alert" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-red text-sm">
          <p>{failure}</p>
          {state.step === 'failed' && state.message === null ? (
            <button type="button" className="link" onClick={() => upload.send(state.file)}>
              {words.retry}
            </button>
          ) : null}
        </div>
      ) : null}
      <p role="status" className="text-soft text-sm empty:hidden">
        {said}
      </p>
      <p id={hintId} className="text-faint text-sm">
        {props.hint} {fillIn(words.limit, { max: maxName })} {media ? props.note : null}
      </p>
      {props.children}
    </div>
  );
}
