import { z } from 'zod';
import { readUnsubscribeToken, setMailWanted } from '@/lib/desks/notify';
import { missing, publicRoute } from '@/lib/entry/routes';

const params = z.object({ token: z.string() });

/** What opening the address from a mail's header shows: the page with the button. It changes nothing. */
export const GET = publicRoute({ name: 'open-unsubscribe', params }, ({ params: { token } }) =>
  seeOther(`/unsubscribe?token=${encodeURIComponent(token)}`),
);

/**
 * Stops one kind of mail for one person, or resumes it with `again`. Needs no sign-in: the signed token is
 * the right to it. Mail programs send `List-Unsubscribe=One-Click` (RFC 8058) and read the status alone; the
 * page's own form is led back.
 */
export const POST = publicRoute({ name: 'unsubscribe', params }, async ({ request, params: { token } }) => {
  const subscription = readUnsubscribeToken(token) ?? missing();
  const form = await readForm(request);
  const again = form.has('again');
  await setMailWanted(subscription, again);
  if (form.get('List-Unsubscribe') === 'One-Click') return new Response(null, { status: 200 });
  return seeOther(`/unsubscribe?token=${encodeURIComponent(token)}&done=${again ? 'again' : 'stopped'}`);
});

async function readForm(request: Request): Promise<FormData | URLSearchParams> {
  try {
    return await request.formData();
  } catch {
    return new URLSearchParams();
  }
}

function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path } });
}
