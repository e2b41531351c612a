'use client';

import { type DragEvent, useId, useRef, useState } from 'react';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { fillIn } from './format';
import type { MediaFieldProps } from './media-field-props';
import { MediaSummary } from './media-summary';
import { UploadProgress } from './upload-progress';
import { type FieldState, useMediaField } from './use-media-field';

/** One file of a creator: chosen or dropped, sent with its progress, replaced, removed. */
export function MediaField(props: MediaFieldProps) {
  const { purpose, words, locale, maxName } = props;
  const [over, setOver] = useState(false);
  const titleId = useId();
  const hintId = useId();
  const field = useMediaField(props);
  const { media, state } = field;

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    field.take(event.dataTransfer.files[0]);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the button inside
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
        <UploadProgress
          name={state.file.name}
          percent={state.percent}
          words={words}
          onCancel={field.cancel}
        />
      ) : (
        <Chooser {...props} field={field} titleId={titleId} hintId={hintId} />
      )}
      <Failure field={field} words={words} />
      <p role="status" className="text-soft text-sm empty:hidden">
        {field.said}
      </p>
      <p id={hintId} className="text-faint text-sm">
        {props.hint} {fillIn(words.limit, { max: maxName })} {media ? props.note : null}
      </p>
      {props.children}
    </div>
  );
}

interface ChooserProps extends MediaFieldProps {
  field: FieldState;
  titleId: string;
  hintId: string;
}

function Chooser({ field, titleId, hintId, title, accept, remove, words }: ChooserProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const { media } = field;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {media ? null : <span className="text-soft text-sm max-sm:hidden">{words.drop}</span>}
      <Button
        ref={field.button}
        size="sm"
        aria-describedby={`${titleId} ${hintId}`}
        onClick={() => chooser.current?.click()}
      >
        {media ? words.replace : words.choose}
      </Button>
      {media && remove ? (
        <Button size="sm" variant="quiet" aria-describedby={titleId} onClick={() => void field.remove()}>
          {words.remove}
        </Button>
      ) : null}
      <input
        ref={chooser}
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        aria-label={title}
        className="sr-only"
        onChange={(event) => {
          field.take(event.target.files?.[0]);
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
    </div>
  );
}

function Failure({ field, words }: { field: FieldState; words: MediaFieldProps['words'] }) {
  const { state, removalFault } = field;
  const failure = state.step === 'failed' ? (state.message ?? words.unreachable) : removalFault;
  if (!failure) return null;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-red text-sm">
      <p>{failure}</p>
      {state.step === 'failed' && state.message === null ? (
        <button type="button" className="link" onClick={() => field.retry(state.file)}>
          {words.retry}
        </button>
      ) : null}
    </div>
  );
}
