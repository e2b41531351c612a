import { env } from '@/lib/core/env';
import { writeSecurityTxt } from '@/lib/core/http/write-security-txt';

/** Whom to tell of a weakness (RFC 9116); 404 while nobody is named (SECURITY_CONTACT). */
export function GET(): Response {
  if (!env.SECURITY_CONTACT) return new Response(null, { status: 404 });
  const text = writeSecurityTxt({
    contact: env.SECURITY_CONTACT,
    site: new URL(env.NEXTAUTH_URL).origin,
    now: new Date(),
  });
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

export const dynamic = 'force-dynamic';
