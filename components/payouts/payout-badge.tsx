import { getTranslations } from 'next-intl/server';
import type { PayoutStatus } from '@/lib/generated/prisma/enums';
import { Badge } from '../ui/badge';

const TONES = {
  created: 'copper',
  sent: 'copper',
  returning: 'copper',
  paid: 'good',
  failed: 'bad',
  reversed: 'plain',
} as const;

export async function PayoutBadge({ status }: { status: PayoutStatus }) {
  const t = await getTranslations('payouts.status');
  return <Badge tone={TONES[status]}>{t(status)}</Badge>;
}
