import { Readable } from 'node:stream';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { isLocale } from '@/lib/core/i18n/locales';
import { idSchema } from '@/lib/core/ids';
import { creatorRoute, download } from '@/lib/entry/routes';
import { getStatement, writeStatementPdf } from '@/lib/rooms/payouts';

/** The statement as a file, in the page's language or that of `?language=`. 404 for all but its creator. */
export const GET = creatorRoute(
  {
    name: 'statement-pdf',
    params: z.object({ id: idSchema }),
    refusal: 'words',
    limit: { most: 20, seconds: 60 },
  },
  async ({ request, params: { id }, viewer }) => {
    const statement = await getStatement(viewer.creatorId, id);
    const wanted = new URL(request.url).searchParams.get('language');
    const locale = isLocale(wanted) ? wanted : await getLocale();
    const pdf = await writeStatementPdf(statement, locale);
    const t = await getTranslations({ locale, namespace: 'payouts.statement' });
    return download({
      name: `${t('fileName', { id: String(id) })}.pdf`,
      plainName: `farthing-payout-${id}.pdf`,
      type: 'application/pdf',
      body: Readable.toWeb(Readable.from(pdf)) as ReadableStream<Uint8Array>,
    });
  },
);
