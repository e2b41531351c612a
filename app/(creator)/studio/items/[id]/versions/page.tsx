import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ConfirmForm } from '@/components/auth/confirm-form';
import { Money } from '@/components/money';
import { KoreanFonts } from '@/components/site/korean-fonts';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';
import { readId } from '@/lib/core/ids';
import { getDraft, getProfile, getVersion, listVersions } from '@/lib/desks/studio';
import { requireCreator } from '@/lib/entry/session';
import { type SearchParams, single } from '../../../../../search-params';
import { orNotFound } from '../../../or-not-found';
import { renderPreview } from '../preview';
import { restoreVersionAction } from './actions';

interface VersionsPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

type Version = NonNullable<Awaited<ReturnType<typeof getVersion>>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio.versions'))('title'), robots: { index: false } };
}

export default async function VersionsPage({ params, searchParams }: VersionsPageProps) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const { creatorId } = await requireCreator(`/studio/items/${id}/versions`);
  const itemId = readId(id) ?? notFound();
  const draft = await orNotFound(getDraft(creatorId, itemId));
  const [versions, profile, t] = await Promise.all([
    listVersions(creatorId, itemId),
    getProfile(creatorId),
    getTranslations('studio.versions'),
  ]);
  const wanted = /^\d{1,6}$/.test(single(query.version))
    ? Number(single(query.version))
    : versions[0]?.number;
  const shown = wanted === undefined ? null : await orNotFound(getVersion(creatorId, itemId, wanted));
  const { timeZone } = profile;
  return (
    <>
      <KoreanFonts />
      <p className="text-sm">
        <SiteLink href={`/studio/items/${id}`} className="link">
          {t('back')}
        </SiteLink>
      </p>
      <h1 className="display mt-4 mb-6 text-3xl">{t('title')}</h1>
      {shown ? (
        <div className="grid gap-8 lg:grid-cols-[20rem_1fr]">
          <VersionList versions={versions} id={id} shown={shown} timeZone={timeZone} />
          <ShownVersion draft={draft} id={id} shown={shown} itemId={itemId} creatorId={creatorId} />
        </div>
      ) : (
        <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
      )}
    </>
  );
}

interface VersionListProps {
  versions: Awaited<ReturnType<typeof listVersions>>;
  id: string;
  shown: Version;
  timeZone: string;
}

async function VersionList({ versions, id, shown, timeZone }: VersionListProps) {
  const [t, locale, format] = await Promise.all([
    getTranslations('studio.versions'),
    getLocale(),
    getFormatter(),
  ]);
  return (
    <ol className="self-start border-line border-t">
      {versions.map((version) => (
        <li key={version.number} className="border-line border-b">
          <SiteLink
            href={`/studio/items/${id}/versions?version=${version.number}`}
            scroll={false}
            aria-current={version.number === shown.number ? 'page' : undefined}
            className="block px-3 py-3 hover:bg-sunk aria-[current]:bg-copper-tint"
          >
            <span className="flex justify-between gap-4 text-sm">
              <span className="font-[560]">{t('number', { number: version.number })}</span>
              <Money micros={version.priceMicros} currency={version.currency} locale={locale} />
            </span>
            <span lang={version.language} className="block truncate">
              {version.title}
            </span>
            <time dateTime={version.publishedAt.toISOString()} className="text-faint text-sm">
              {format.dateTime(version.publishedAt, {
                dateStyle: 'medium',
                timeStyle: 'short',
                timeZone,
              })}
            </time>
          </SiteLink>
        </li>
      ))}
    </ol>
  );
}

interface ShownVersionProps {
  draft: Awaited<ReturnType<typeof getDraft>>;
  id: string;
  shown: Version;
  itemId: bigint;
  creatorId: bigint;
}

async function ShownVersion({ draft, id, shown, itemId, creatorId }: ShownVersionProps) {
  const t = await getTranslations('studio.versions');
  return (
    <article className="min-w-0 max-w-text">
      <div className="mb-8 flex flex-col items-start gap-3">
        {draft.revision === draft.publishedRevision ? null : <Notice>{t('replaces')}</Notice>}
        <ConfirmForm
          action={restoreVersionAction}
          values={{ itemId: id, number: String(shown.number), revision: String(draft.revision) }}
          label={t('restore', { number: shown.number })}
          pendingLabel={t('wait')}
          size="sm"
        />
      </div>
      <h2 lang={shown.language} className="display text-3xl">
        {shown.title}
      </h2>
      <p lang={shown.language} className="mt-3 mb-8 font-serif text-lg text-soft">
        {shown.summary}
      </p>
      {await renderPreview({ itemId, creatorId, text: shown.text, language: shown.language })}
    </article>
  );
}
