import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Offer } from '@/lib/rooms/media';
import { buttonClass } from '../ui/button-class';
import { Panel } from '../ui/panel';
import { LazyPlayer } from './lazy-player';
import { offerDetails } from './offer-details';

interface OwnedMediaProps {
  offer: Offer;
  title: string;
  /** The reader's own address for the file. */
  link: { url: string; leftMs: number } | null;
  /** Undefined: the item gives none. Null: none is free yet. `key` is null until the reader asks for it. */
  licenceKey?: { key: string | null } | null;
  /** The button that shows the key. */
  showKey?: ReactNode;
  locale: string;
}

/** What was paid for besides the text: a player, a download, a licence key. */
export async function OwnedMedia({ offer, title, link, licenceKey, showKey, locale }: OwnedMediaProps) {
  const t = await getTranslations('media.player');
  const { file } = offer;
  const kind = file?.contentType.startsWith('video/')
    ? 'video'
    : file?.contentType.startsWith('audio/')
      ? 'sound'
      : null;
  const plays = offer.kind === 'game_item' ? null : kind;
  return (
    <div className="mb-10 flex flex-col gap-5 font-sans">
      {file && link ? (
        <section aria-label={t(plays === 'video' ? 'titleVideo' : plays ? 'title' : 'titleDownload')}>
          <div className="flex flex-col gap-3">
            {plays ? (
              <LazyPlayer
                kind={plays}
                mediaId={file.id}
                {...link}
                label={t(plays, { title })}
                words={{ failed: t('failed'), retry: t('retry') }}
              />
            ) : null}
            <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
              <a
                href={`/api/media/${file.id}/download`}
                download
                className={plays ? 'link' : buttonClass({ variant: 'primary' })}
              >
                {plays ? t('keep') : t('download', { name: file.fileName })}
              </a>
              <span className="figures text-faint">{offerDetails(file, locale)}</span>
            </p>
          </div>
        </section>
      ) : null}
      {licenceKey === undefined ? null : (
        <Panel>
          <h2 className="font-[560] text-sm">{t('keyTitle')}</h2>
          {licenceKey === null ? (
            <p className="mt-2 text-soft text-sm">{t('keyOwed')}</p>
          ) : licenceKey.key === null ? (
            <div className="mt-2 flex flex-col items-start gap-3">
              <p className="text-soft text-sm">{t('keyHidden')}</p>
              {showKey}
            </div>
          ) : (
            <>
              <p
                className="mt-2 select-all font-mono text-base [overflow-wrap:anywhere] sm:text-lg"
                translate="no"
              >
                {licenceKey.key}
              </p>
              <p className="mt-2 text-faint text-sm">{t('keyHint')}</p>
            </>
          )}
        </Panel>
      )}
    </div>
  );
}
