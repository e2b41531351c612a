import { getTranslations } from 'next-intl/server';
import { Badge } from '../ui/badge';

interface AdjustmentStateProps {
  status: 'pending' | 'posted' | 'rejected' | 'expired';
  expiresAt: Date;
}

const TONES = { pending: 'copper', posted: 'good', rejected: 'bad', expired: 'plain' } as const;

/** What became of a request; one past its date is over also before the job has noted it. */
export async function AdjustmentState({ status, expiresAt }: AdjustmentStateProps) {
  const t = await getTranslations('admin.adjustment');
  const shown = status === 'pending' && expiresAt <= new Date() ? 'expired' : status;
  return <Badge tone={TONES[shown]}>{t(`state.${shown}`)}</Badge>;
}
