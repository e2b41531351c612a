import { getTranslations } from 'next-intl/server';
import type { SupportStatus } from '@/lib/generated/prisma/enums';
import { Badge } from '../ui/badge';

const TONES = { open: 'copper', waiting: 'plain', solved: 'good' } as const;

/** `side`: open means "we are looking" to the person, and "your turn" to admins. */
export async function StatusBadge({ status, side }: { status: SupportStatus; side: 'person' | 'admin' }) {
  const t = await getTranslations('support.status');
  return <Badge tone={TONES[status]}>{t(`${side}.${status}`)}</Badge>;
}
