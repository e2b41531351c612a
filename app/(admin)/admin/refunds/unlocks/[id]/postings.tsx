import { getLocale } from 'next-intl/server';
import { PreviewTable } from '@/components/admin/preview-table';
import type { ReversalSource } from '@/lib/generated/prisma/enums';
import { previewReversal } from '@/lib/rooms/money-back';
import { getWalletPreviewTexts, toPreviewData } from '../../to-preview-data';

/** What this choice would post. */
export async function Postings({ unlockId, source }: { unlockId: bigint; source: ReversalSource }) {
  const [locale, texts, preview] = await Promise.all([
    getLocale(),
    getWalletPreviewTexts(),
    previewReversal(unlockId, source),
  ]);
  return (
    <div className="mb-4 max-w-lg">
      <PreviewTable data={await toPreviewData(preview)} locale={locale} texts={texts} />
    </div>
  );
}
