import type { ReactNode } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import type { DraftFields } from '@/lib/desks/studio/browser';
import type { ItemKind, ItemStatus } from '@/lib/generated/prisma/enums';

export type { DraftFields };

/** A draft as plain data for the browser. */
export interface EditorDraft {
  itemId: string;
  kind: ItemKind;
  status: ItemStatus;
  slug: string;
  everPublished: boolean;
  revision: number;
  publishedRevision: number | null;
  /** ISO 8601, UTC. */
  scheduledFor: string | null;
  /** Keys of field errors. */
  scheduleFaults: string[];
  savedAt: string;
  fields: DraftFields;
}

export interface Saved {
  revision: number;
  savedAt: string;
}

type Call<Input, Output> = (input: Input) => Promise<ActionResult<Output>>;

/** The server's part of the editor. */
export interface EditorActions {
  save: Call<{ itemId: string; revision: number; editorKey: string } & DraftFields, Saved>;
  load: Call<{ itemId: string }, EditorDraft>;
  preview: Call<{ itemId: string; text: string; language: string }, { node: ReactNode }>;
  publish: Call<{ itemId: string; revision: number }, { slug: string }>;
  schedule: Call<{ itemId: string; localTime: string; timeZone: string }, { at: string }>;
  unschedule: Call<{ itemId: string }, void>;
  withdraw: Call<{ itemId: string }, void>;
  remove: Call<{ itemId: string }, void>;
}
