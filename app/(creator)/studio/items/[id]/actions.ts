'use server';

import { z } from 'zod';
import { LOCALES } from '@/lib/core/i18n/locales';
import { idSchema } from '@/lib/core/ids';
import {
  deleteDraft,
  draftSchema,
  getDraft,
  publishItem,
  saveDraft,
  scheduleItem,
  unscheduleItem,
  withdrawItem,
} from '@/lib/desks/studio';
import { TEXT_MAX } from '@/lib/desks/studio/browser';
import { creatorAction } from '@/lib/entry/actions';
import { renderPreview } from './preview';
import { toEditorDraft } from './to-editor-draft';

const itemId = idSchema;
const revision = z.number().int().min(1);
const one = z.object({ itemId });

/** Saves a draft from the revision that this editor began with; the answer names the next. */
export const saveDraftAction = creatorAction(
  {
    name: 'save-draft',
    input: draftSchema.extend({ itemId, revision, editorKey: z.uuid() }),
    perMinute: 120,
  },
  async ({ itemId, revision, editorKey, ...fields }, { viewer }) => {
    const { creatorId } = viewer;
    const saved = await saveDraft({ creatorId, itemId, revision, editorKey, fields });
    return { revision: saved.revision, savedAt: saved.savedAt.toISOString() };
  },
);

/** The draft as it is stored now: the other side of a conflict. */
export const loadDraftAction = creatorAction(
  { name: 'load-draft', input: one, perMinute: 60 },
  async ({ itemId }, { viewer }) => toEditorDraft(await getDraft(viewer.creatorId, itemId)),
);

export const previewAction = creatorAction(
  {
    name: 'preview-draft',
    input: one.extend({ text: z.string().max(TEXT_MAX), language: z.enum(LOCALES) }),
    perMinute: 120,
  },
  async (input, { viewer }) => ({ node: await renderPreview({ ...input, creatorId: viewer.creatorId }) }),
);

export const publishAction = creatorAction(
  { name: 'publish-item', input: one.extend({ revision }), perMinute: 30 },
  async (input, { viewer, address, requestId }) => {
    const { slug } = await publishItem({
      ...input,
      creatorId: viewer.creatorId,
      actorId: viewer.userId,
      address,
      requestId,
    });
    return { slug };
  },
);

export const scheduleAction = creatorAction(
  {
    name: 'schedule-item',
    input: one.extend({ localTime: z.string().max(30), timeZone: z.string().max(64) }),
    perMinute: 30,
  },
  async (input, { viewer }) => {
    const at = await scheduleItem({ ...input, creatorId: viewer.creatorId });
    return { at: at.toISOString() };
  },
);

export const unscheduleAction = creatorAction(
  { name: 'unschedule-item', input: one, perMinute: 30 },
  async ({ itemId }, { viewer }) => unscheduleItem({ creatorId: viewer.creatorId, itemId }),
);

export const withdrawAction = creatorAction(
  { name: 'withdraw-item', input: one, perMinute: 30 },
  async ({ itemId }, { viewer, address, requestId }) =>
    withdrawItem({ creatorId: viewer.creatorId, itemId, userId: viewer.userId, address, requestId }),
);

export const deleteDraftAction = creatorAction(
  { name: 'delete-draft', input: one, perMinute: 30 },
  async ({ itemId }, { viewer, address, requestId }) =>
    deleteDraft({ creatorId: viewer.creatorId, itemId, userId: viewer.userId, address, requestId }),
);
