'use client';

import { type KeyboardEvent, useId, useRef } from 'react';
import { TEXT_MAX } from '@/lib/desks/studio/browser';
import { cn } from '../../ui/cn';
import type { StudioWords } from '../words';
import { type Edit, FORMATS, type Format, formatText } from './format-text';

interface MarkdownFieldProps {
  value: string;
  language: string;
  /** Begins with a few lines instead of half a screen. */
  short: boolean;
  onChange: (value: string) => void;
  error?: string;
  words: StudioWords['toolbar'];
}

const SHORTCUTS: Partial<Record<string, Format>> = { b: 'bold', i: 'italic', k: 'link' };

/**
 * A plain textarea with a toolbar. The text is never changed while a syllable is being composed, and every
 * change goes through the browser's own editing, so that undo takes it back.
 */
export function MarkdownField({ value, language, short, onChange, error, words }: MarkdownFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const helpId = useId();

  function apply(format: Format) {
    const field = area.current;
    if (!field) return;
    const { selectionStart, selectionEnd } = field;
    write(field, formatText(format, field.value, selectionStart, selectionEnd, words.samples));
    onChange(field.value);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.altKey || event.shiftKey) return;
    const format = (event.metaKey || event.ctrlKey) && SHORTCUTS[event.key.toLowerCase()];
    if (!format) return;
    event.preventDefault();
    apply(format);
  }

  return (
    <div className="group flex min-h-0 flex-1 flex-col">
      <Toolbar words={words} onFormat={apply} />
      <textarea
        ref={area}
        id="draft-text"
        name="text"
        value={value}
        lang={language}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        maxLength={TEXT_MAX}
        aria-label={words.text}
        aria-invalid={Boolean(error) || undefined}
        aria-describedby={helpId}
        placeholder={words.placeholder}
        spellCheck
        className={cn(
          'field-sizing-content flex-1 resize-none bg-transparent py-4 font-serif text-lg leading-8 ' +
            'outline-none placeholder:text-faint',
          short ? 'min-h-48' : 'min-h-[50dvh]',
        )}
      />
      <p
        id={helpId}
        aria-live="polite"
        className={error ? 'py-2 text-red text-sm' : 'py-2 text-faint text-sm [font-variant-ligatures:none]'}
      >
        {error ?? words.hint}
      </p>
    </div>
  );
}

/** Left and right go from button to button, as in every toolbar. */
function walk(event: KeyboardEvent<HTMLDivElement>) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
  event.preventDefault();
}

function write(field: HTMLTextAreaElement, edit: Edit) {
  field.focus();
  field.setSelectionRange(edit.start, edit.end);
  // The only way to write that undo knows of. Deprecated, and in every browser; where it fails, the text is
  // set directly.
  const written = edit.text
    ? document.execCommand('insertText', false, edit.text)
    : document.execCommand('delete');
  if (!written) field.setRangeText(edit.text, edit.start, edit.end);
  field.setSelectionRange(edit.selectStart, edit.selectEnd);
}

const PATHS: Record<Exclude<Format, 'cut'>, string> = {
  bold: 'M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z',
  italic: 'M8 4h6M6 16h6M11.5 4l-3 12',
  heading: 'M5 4v12M15 4v12M5 10h10',
  link: 'M8 12l4-4M9 6l1.5-1.5a3.2 3.2 0 0 1 5 5L14 11M11 14l-1.5 1.5a3.2 3.2 0 0 1-5-5L6 9',
  quote: 'M4 5v10M8 6h8M8 10h8M8 14h5',
  list: 'M4 5.5h.01M4 10h.01M4 14.5h.01M8 5.5h8M8 10h8M8 14.5h8',
  image: 'M3.5 4.5h13v11h-13zM3.5 13l4-4 3.5 3.5 2-2 3.5 3.5M13 7.5h.01',
};

function Icon({ format }: { format: Exclude<Format, 'cut'> }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      className="size-5 fill-none stroke-[1.6] stroke-current"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[format]} />
    </svg>
  );
}

interface ToolbarProps {
  words: StudioWords['toolbar'];
  onFormat: (format: Format) => void;
}

function Toolbar({ words, onFormat }: ToolbarProps) {
  return (
    <div
      role="toolbar"
      aria-label={words.label}
      aria-controls="draft-text"
      onKeyDown={walk}
      className="flex flex-wrap gap-1 border-line border-b py-1 group-focus-within:border-copper"
    >
      {FORMATS.map((format, index) => (
        <button
          key={format}
          type="button"
          tabIndex={index === 0 ? 0 : -1}
          onClick={() => onFormat(format)}
          title={words[format]}
          aria-label={words[format]}
          className={
            'grid h-9 place-items-center rounded-sm text-soft hover:bg-sunk hover:text-ink ' +
            `${format === 'cut' ? 'px-3 text-sm' : 'w-9'}`
          }
        >
          {format === 'cut' ? words.cutShort : <Icon format={format} />}
        </button>
      ))}
    </div>
  );
}
