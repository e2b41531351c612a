'use client';

import type { MediaView } from '@/lib/rooms/media';
import { MediaField } from './media-field';
import type { MediaFieldProps } from './media-field-props';

interface PictureFieldProps extends Omit<MediaFieldProps, 'purpose' | 'media' | 'remove' | 'onReceived'> {
  /** Of the textarea that the picture goes into. */
  textareaId: string;
}

/** Uploads a picture and writes it into the text at the cursor, its description selected for typing over. */
export function PictureField({ textareaId, ...field }: PictureFieldProps) {
  function insert(media: MediaView) {
    const area = document.getElementById(textareaId);
    if (!(area instanceof HTMLTextAreaElement)) return;
    const { selectionStart: start, value } = area;
    const alone = start === 0 || value.slice(0, start).endsWith('\n\n');
    const before = alone ? '' : value.slice(0, start).endsWith('\n') ? '\n' : '\n\n';
    const alt = field.words.altSample;
    const text = `${before}![${alt}](${media.path})\n\n`;
    area.focus();
    area.setSelectionRange(start, start);
    // The browser's own editing, so that undo takes it back. Where that fails the text is set, and its owner
    // told.
    if (!document.execCommand('insertText', false, text)) {
      area.setRangeText(text, start, start, 'end');
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }
    const at = start + before.length + 2;
    area.setSelectionRange(at, at + alt.length);
  }
  return <MediaField {...field} purpose="inline" media={null} onReceived={insert} />;
}
