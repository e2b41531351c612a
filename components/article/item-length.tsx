import { getTranslations } from 'next-intl/server';
import { formatDuration } from '../media/format';
import type { CardItem } from './card-types';

/** How long an article reads; of everything else, what it is and how long it plays. */
export async function ItemLength({
  item,
}: {
  item: Pick<CardItem, 'kind' | 'readingMinutes' | 'durationMs'>;
}) {
  const t = await getTranslations('articles');
  if (item.kind === 'article') return <span>{t('minutes', { minutes: item.readingMinutes })}</span>;
  return (
    <span className="figures">
      {t(`kinds.${item.kind}`)}
      {item.durationMs === null ? null : ` ${formatDuration(item.durationMs)}`}
    </span>
  );
}
