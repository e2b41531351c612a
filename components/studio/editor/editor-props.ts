import type { ReactNode } from 'react';
import type { StudioWords } from '../words';
import type { Choice } from './details-fields';
import type { PriceFacts } from './price-field';
import type { EditorActions, EditorDraft } from './types';

export interface EditorProps {
  draft: EditorDraft;
  actions: EditorActions;
  firstPreview: ReactNode;
  price: PriceFacts;
  topics: Choice[];
  languages: Choice[];
  timeZone: string;
  locale: string;
  words: StudioWords;
  /** Where the item stands, said by the server. */
  standing: ReactNode;
  /** The file that is sold, for kinds that have one: the text then only describes it. */
  media: ReactNode;
  /** Uploads a picture into the text. */
  picture: ReactNode;
  /** A cover of one's own, instead of the drawn one. */
  coverImage: ReactNode;
}
