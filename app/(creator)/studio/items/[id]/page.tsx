import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { KoreanFonts } from '@/components/site/korean-fonts';
import { Editor } from '@/components/studio/editor/editor';
import { Badge } from '@/components/ui/badge';
import { SiteLink } from '@/components/ui/site-link';
import { listAmountTexts } from '@/lib/core/amount-fault';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { LOCALES } from '@/lib/core/i18n/locales';
import { readId } from '@/lib/core/ids';
import { MIN_PRICE_MICROS } from '@/lib/core/money';
import { showZone } from '@/lib/core/time-zone-name';
import { type Draft, getDraft, getProfile, maxPriceMicros } from '@/lib/desks/studio';
import { requireCreator } from '@/lib/entry/session';
import { TOPICS } from '@/lib/rooms/catalog/browser';
import { MediaSlot } from '../../media-slot';
import { orNotFound } from '../../or-not-found';
import {
  deleteDraftAction,
  loadDraftAction,
  previewAction,
  publishAction,
  saveDraftAction,
  scheduleAction,
  unscheduleAction,
  withdrawAction,
} from './actions';
import { renderPreview } from './preview';
import { toEditorDraft } from './to-editor-draft';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('title'), robots: { index: false } };
}

const ACTIONS = {
  save: saveDraftAction,
  load: loadDraftAction,
  preview: previewAction,
  publish: publishAction,
  schedule: scheduleAction,
  unschedule: unscheduleAction,
  withdraw: withdrawAction,
  remove: deleteDraftAction,
};

export default async function EditorPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { creatorId } = await requireCreator(`/studio/items/${id}`);
  const itemId = readId(id) ?? notFound();
  const [draft, profile, locale, t] = await Promise.all([
    orNotFound(getDraft(creatorId, itemId)),
    getProfile(creatorId),
    getLocale(),
    getTranslations(),
  ]);
  const topics = TOPICS.map((value) => ({ value, label: t(`articles.topics.${value}`) }));
  const languages = LOCALES.map((value) => ({ value, label: t(`common.languages.${value}`) }));
  return (
    <>
      <KoreanFonts />
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 pb-2 text-sm">
        <SiteLink href="/studio" className="link">
          {t('studio.item.back')}
        </SiteLink>
        <p className="flex gap-5">
          {draft.publishedAt ? (
            <SiteLink href={`/studio/items/${id}/versions`} className="link">
              {t('studio.item.versions')}
            </SiteLink>
          ) : null}
          <a href={`/studio/items/${id}/export.md`} download className="link">
            {t('studio.item.export')}
          </a>
        </p>
      </div>
      <Editor
        key={id}
        draft={toEditorDraft(draft)}
        actions={ACTIONS}
        firstPreview={await renderPreview({ ...draft, itemId, creatorId }).catch(orNothing)}
        price={{
          currency: env.WALLET_CURRENCY,
          locale,
          feePercent: env.PLATFORM_FEE_PERCENT,
          maxMicros: maxPriceMicros(),
          faults: listAmountTexts((values) => t('errors.amount_invalid', values), {
            ...{ currency: env.WALLET_CURRENCY, stepMicros: MIN_PRICE_MICROS, locale },
          }),
        }}
        topics={topics}
        languages={languages}
        timeZone={profile.timeZone}
        locale={locale}
        words={loadMessages(locale).studio}
        picture={<MediaSlot purpose="inline" creatorId={creatorId} itemId={itemId} />}
        coverImage={<MediaSlot purpose="cover" creatorId={creatorId} itemId={itemId} />}
        standing={<Standing draft={draft} timeZone={profile.timeZone} />}
        media={
          draft.kind === 'article' ? null : (
            <MediaSlot purpose="item" creatorId={creatorId} itemId={itemId} kind={draft.kind} />
          )
        }
      />
    </>
  );
}

/** The editor opens without its preview while another one is being made, and asks for it then. */
function orNothing(error: unknown): null {
  if (error instanceof DomainError && error.code === 'busy') return null;
  throw error;
}

/** Kind, state, and what follows from them. */
async function Standing({ draft, timeZone }: { draft: Draft; timeZone: string }) {
  const [t, format] = await Promise.all([getTranslations('studio'), getFormatter()]);
  const { status, scheduledFor } = draft;
  const tone = ({ published: 'good', scheduled: 'copper' } as const)[status as string] ?? 'plain';
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span className="text-soft">{t(`kinds.${draft.kind}`)}</span>
      <Badge tone={tone}>{t(`states.${status}`)}</Badge>
      {status === 'scheduled' && scheduledFor ? (
        <span className="text-soft">
          {t('item.scheduledFor', {
            time: format.dateTime(scheduledFor, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
            zone: showZone(timeZone),
          })}
        </span>
      ) : null}
    </p>
  );
}
