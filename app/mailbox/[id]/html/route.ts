import { z } from 'zod';
import { missing, publicRoute } from '@/lib/entry/routes';
import { requireMailbox } from '@/lib/entry/session';
import { getLocalMail } from '@/lib/ground/mail';

/** The HTML part of a mail, as a document of its own that may do nothing but be looked at. */
export const GET = publicRoute(
  { name: 'mail-html', params: z.object({ id: z.string() }) },
  async ({ params }) => {
    await requireMailbox();
    const mail = (await getLocalMail(params.id)) ?? missing();
    return new Response(mail.html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        'referrer-policy': 'no-referrer',
      },
    });
  },
);
