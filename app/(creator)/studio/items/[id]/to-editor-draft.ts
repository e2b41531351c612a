import type { EditorDraft } from '@/components/studio/editor/types';
import type { Draft } from '@/lib/desks/studio';

/** A draft as the browser gets it. */
export function toEditorDraft(draft: Draft): EditorDraft {
  const { title, summary, language, topic, coverMotif, coverSeed, text, price } = draft;
  return {
    itemId: String(draft.itemId),
    kind: draft.kind,
    status: draft.status,
    slug: draft.slug,
    everPublished: draft.publishedAt !== null,
    revision: draft.revision,
    publishedRevision: draft.publishedRevision,
    scheduledFor: draft.scheduledFor?.toISOString() ?? null,
    scheduleFaults: draft.scheduleFault?.split(',').filter(Boolean) ?? [],
    savedAt: draft.savedAt.toISOString(),
    fields: { title, summary, language, topic, coverMotif, coverSeed, text, price },
  };
}
