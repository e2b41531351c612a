import { getTranslations } from 'next-intl/server';

/** The answer of a download whose address can't be read: a sentence, and no file of something else. */
export async function refuseUnreadable(wrong: string[]): Promise<Response> {
  const t = await getTranslations('admin.unreadable');
  return new Response(`${t('text', { what: wrong.join(', ') })}\n${t('hint')}\n`, {
    status: 400,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
