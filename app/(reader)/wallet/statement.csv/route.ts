import { getTranslations } from 'next-intl/server';
import { kindKey, methodName } from '@/components/wallet/statement-words';
import { download, readerRoute } from '@/lib/entry/routes';
import { getOrOpenWallet, type StatementEntry, streamStatement, writeStatementCsv } from '@/lib/rooms/wallet';

/** The whole statement of the reader's wallet as a file. */
export const GET = readerRoute(
  { name: 'statement-csv', nobody: '/wallet', refusal: 'words', limit: { most: 10, seconds: 60 } },
  async ({ viewer }) => {
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
    return download({
      name: `${t('csv.fileName')}-${day}.csv`,
      plainName: `farthing-statement-${day}.csv`,
      type: 'text/csv',
      body,
    });
  },
);
