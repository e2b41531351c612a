import { env } from '@/lib/core/env';
import { writeSecurityTxt } from '@/lib/core/http/write-security-txt';
import { missing, publicRoute } from '@/lib/entry/routes';

/** Whom to tell of a weakness (RFC 9116); 404 while nobody is named (SECURITY_CONTACT). */
export const GET = publicRoute({ name: 'security-txt' }, () => {
  const text = writeSecurityTxt({
    contact: env.SECURITY_CONTACT ?? missing(),
    site: new URL(env.NEXTAUTH_URL).origin,
    now: new Date(),
  });
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
});

export const dynamic = 'force-dynamic';
