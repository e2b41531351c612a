import { getTranslations } from 'next-intl/server';
import type { PreviewData, PreviewTexts } from '@/components/admin/preview-table';
import type { PostingPreview } from '@/lib/rooms/money-back';
import { getPreviewTexts } from '../admin-texts';

/** A preview as it crosses the wire, its accounts by name. It says if a second admin is needed. */
export async function toPreviewData(preview: PostingPreview): Promise<PreviewData> {
  const t = await getTranslations('ledger.types');
  return {
    currency: preview.currency,
    lines: preview.lines.map(({ account, debitMicros, creditMicros }) => ({
      account: t(account),
      debitMicros: String(debitMicros),
      creditMicros: String(creditMicros),
    })),
    balanceMicros: String(preview.balanceMicros),
    balanceAfterMicros: String(preview.balanceAfterMicros),
    needsApproval: false,
  };
}

/** The words of a preview's table; the balance is the wallet's. */
export async function getWalletPreviewTexts(): Promise<PreviewTexts> {
  const [texts, t] = await Promise.all([getPreviewTexts(), getTranslations('refunds')]);
  return { ...texts, before: t('walletBefore') };
}
