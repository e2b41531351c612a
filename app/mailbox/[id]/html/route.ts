import { notFound } from 'next/navigation';
import { requireMailbox } from '@/lib/entry/session';
import { getLocalMail } from '@/lib/ground/mail';

/** The HTML part of a mail, as a document of its own that may do nothing but be looked at. */
export async function GET(_request: Request, context: { params: Promise<{ id: string }> }) {
  await requireMailbox();
  const mail = await getLocalMail((await context.params).id);
  if (!mail) notFound();
  return new Response(mail.html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'referrer-policy': 'no-referrer',
    },
  });
}
