import { getTranslations } from 'next-intl/server';
import { kindKey, methodName } from '@/components/wallet/statement-words';
import { DomainError } from '@/lib/core/errors';
import { countAttempt } from '@/lib/core/rate-limit';
import { requireViewer } from '@/lib/entry/session';
import { getOrOpenWallet, type StatementEntry, streamStatement, writeStatementCsv } from '@/lib/rooms/wallet';

/** The whole statement of the reader's wallet as a file. */
export async function GET(): Promise<Response> {
  const viewer = await requireViewer('/wallet');
  try {
    await countAttempt({ key: `statement-csv:user:${viewer.userId}`, limit: 10, windowSeconds: 60 });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const t = await getTranslations('errors');
    return new Response(t('too_many_requests'), { status: 429, headers: { 'Retry-After': '60' } });
  }
  const [t, topUp, { walletId, currency }] = await Promise.all([
    getTranslations('wallet'),
    getTranslations('topUp'),
    getOrOpenWallet(viewer.userId),
  ]);
  const body = writeStatementCsv(streamStatement(walletId), currency, {
    columns: {
      date: t('csv.date'),
      kind: t('csv.kind'),
      title: t('csv.title'),
      detail: t('csv.detail'),
      amount: t('csv.amount'),
      currency: t('csv.currency'),
      balance: t('csv.balance'),
      reference: t('csv.reference'),
    },
    kind: (entry) => t(`kind.${kindKey(entry)}`),
    detail: ({ item, card }: StatementEntry) => item?.creator ?? (card ? methodName(topUp, card) : ''),
  });
  const day = new Date().toISOString().slice(0, 10);
  const name = encodeURIComponent(`${t('csv.fileName')}-${day}.csv`);
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="farthing-statement-${day}.csv"; filename*=UTF-8''${name}`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
