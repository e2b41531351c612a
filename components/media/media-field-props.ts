import type { ReactNode } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import type { Messages } from '@/lib/core/i18n/load-messages';
import type { MediaView } from '@/lib/rooms/media';

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
