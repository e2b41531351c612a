import { getTranslations } from 'next-intl/server';
import type { GiftBatchStatus } from '@/lib/generated/prisma/enums';
import { Badge } from '../ui/badge';

const TONES = {
  reading: 'plain',
  checked: 'plain',
  waiting: 'copper',
  posting: 'copper',
  done: 'good',
  rejected: 'bad',
  failed: 'bad',
} as const;

/** What became of a file of gifts. */
export async function GiftState({ status }: { status: GiftBatchStatus }) {
  const t = await getTranslations('admin.gifts');
  return <Badge tone={TONES[status]}>{t(`state.${status}`)}</Badge>;
}
