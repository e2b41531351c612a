import { randomUUID } from 'node:crypto';
import { db } from '../../../lib/core/db.ts';
import { getSessionCookie, readSessionCookie } from '../../../lib/core/session-cookie.ts';
import { sendMails } from '../../../lib/desks/notify/send-mails.ts';
import { type Answer, callNextAuth } from '../../../lib/entry/session/call-next-auth.ts';
import type { AuthRequest } from '../../../lib/rooms/identity/auth-request.ts';

export const GOOD_PASSWORD = 'lunar teapot violet staple';

/** A browser that has never been here, unless the test says otherwise. */
export function browser(facts: Partial<AuthRequest> = {}): AuthRequest {
  return {
    requestId: randomUUID(),
    address: `198.51.100.${Math.floor(Math.random() * 256)}/${randomUUID()}`,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    locale: 'en',
    sessionId: null,
    devices: [],
    ...facts,
  };
}

export const newEmail = () => `${randomUUID()}@example.com`;

/** The session that an answer signs the browser in to. */
export function sessionIn(answer: Answer): string | null {
  const { name } = getSessionCookie();
  return readSessionCookie(answer.cookies.find((cookie) => cookie.name === name)?.value);
}

export function signInByPassword(email: string, password: string, request = browser()): Promise<Answer> {
  return callNextAuth(
    { method: 'POST', path: ['callback', 'credentials'], body: { email, password } },
    request,
  );
}

/** Asks for a sign-in link and returns its parts as the mail has them. */
export async function mailedLink(email: string, next: string, request = browser()) {
  const answer = await callNextAuth(
    { method: 'POST', path: ['signin', 'email'], body: { email, callbackUrl: next } },
    request,
  );
  await sendMails();
  const mail = await db.localMail.findFirst({ where: { recipient: email }, orderBy: { id: 'desc' } });
  const url = mail?.text.match(/https?:\/\/\S+/)?.[0];
  return { answer, url: url ? new URL(url) : null };
}

/** Presses the button behind a mailed link. */
export function followLink(url: URL, request = browser()): Promise<Answer> {
  const { token = '', email = '' } = Object.fromEntries(url.searchParams);
  return callNextAuth({ method: 'GET', path: ['callback', 'email'], query: { token, email } }, request);
}
