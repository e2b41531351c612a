import { getLocale, getTranslations } from 'next-intl/server';
import { formatBytes } from '@/components/media/format';
import { KeyPool } from '@/components/media/key-pool';
import { MediaField } from '@/components/media/media-field';
import { PictureField } from '@/components/media/picture-field';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import type { ItemKind } from '@/lib/generated/prisma/enums';
import {
  CHOOSER_ACCEPT,
  FILE_OF_KIND,
  getAvatarView,
  getItemMediaViews,
  getKeySummary,
  limitBytes,
  type WantedContent,
} from '@/lib/rooms/media';
import {
  addKeysAction,
  removeAvatarAction,
  removeFreeKeysAction,
  removeItemMediaAction,
  setKeySupplyAction,
} from '../../api/studio/media/actions';

export type MediaSlotProps =
  | { purpose: 'avatar'; creatorId: bigint }
  | { purpose: 'cover'; creatorId: bigint; itemId: bigint }
  | { purpose: 'inline'; creatorId: bigint; itemId: bigint }
  | { purpose: 'item'; creatorId: bigint; itemId: bigint; kind: ItemKind };

/** The place of an upload field: a portrait, a cover, a picture in a text, or the file that is sold. */
export async function MediaSlot(props: MediaSlotProps) {
  if (props.purpose === 'avatar') {
    return (
      <div className="mb-8">
        <MediaField
          {...(await fieldOf('avatar', 'image'))}
          purpose="avatar"
          media={await getAvatarView(props.creatorId)}
          remove={removeAvatarAction}
        />
      </div>
    );
  }
  const itemId = String(props.itemId);
  if (props.purpose === 'inline')
    return <PictureField {...(await fieldOf('inline', 'image'))} itemId={itemId} textareaId="draft-text" />;
  const views = await getItemMediaViews(props.itemId, props.creatorId);
  if (props.purpose === 'cover') {
    return (
      <MediaField
        {...(await fieldOf('cover', 'image'))}
        purpose="cover"
        itemId={itemId}
        media={views.cover}
        remove={removeItemMediaAction}
      />
    );
  }
  const wanted = FILE_OF_KIND[props.kind];
  if (!wanted || props.kind === 'article') return null;
  return (
    <div className="flex flex-col gap-5">
      <MediaField
        {...(await fieldOf(props.kind, wanted))}
        purpose="file"
        itemId={itemId}
        media={views.file}
        remove={removeItemMediaAction}
      />
      {props.kind === 'game_item' ? <Keys itemId={props.itemId} creatorId={props.creatorId} /> : null}
    </div>
  );
}

type Place = Exclude<ItemKind, 'article'> | 'avatar' | 'cover' | 'inline';

async function fieldOf(place: Place, wanted: WantedContent) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('media')]);
  const maxBytes = limitBytes(wanted);
  return {
    title: t(`purposes.${place}.title`),
    hint: t(`purposes.${place}.hint`),
    note: wanted === 'image' ? undefined : t('replaceNote'),
    accept: CHOOSER_ACCEPT[wanted],
    maxBytes,
    // A number stays with its unit at the end of a line.
    maxName: formatBytes(maxBytes, locale).replace(' ', '\u00a0'),
    locale,
    words: loadMessages(locale).media.field,
  };
}

async function Keys({ itemId, creatorId }: { itemId: bigint; creatorId: bigint }) {
  const [keys, locale, t] = await Promise.all([
    getKeySummary(itemId, creatorId),
    getLocale(),
    getTranslations('media.keys'),
  ]);
  if (!keys) return null;
  const { supply, free, given, burned, owed } = keys;
  return (
    <KeyPool
      key={supply}
      itemId={String(itemId)}
      supply={supply ?? 'none'}
      free={free}
      counts={supply === 'generated' ? t('madeCounts', { given }) : t('counts', { free, given })}
      burned={burned > 0 ? t('burned', { burned }) : null}
      owed={owed > 0 ? t('owed', { owed }) : null}
      words={loadMessages(locale).media.keys}
      actions={{ setSupply: setKeySupplyAction, add: addKeysAction, clear: removeFreeKeysAction }}
    />
  );
}
