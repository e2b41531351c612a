import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for every try of the same mail, so that mail programs show a repeat once. */
  messageId?: string;
  /** Stops this kind of mail by one POST (RFC 8058): mail programs put a button beside the sender for it. */
  unsubscribeUrl?: string;
}

/** Whether mail goes anywhere: to an SMTP server, or, outside production, to the local mailbox. */
export function mailIsAvailable(): boolean {
  return Boolean(env.SMTP_HOST) || mailboxIsOpen();
}

/**
 * The local mailbox (/mailbox) takes mail where no SMTP server is configured. Anyone who can open it can sign
 * in as anyone, so it exists only on a site that serves its own machine, and never in production.
 */
export function mailboxIsOpen(): boolean {
  return env.APP_ENV !== 'production' && isLoopback(new URL(env.NEXTAUTH_URL).hostname);
}

export function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Sends one mail, or puts it in the local mailbox. Throws if the server refuses or is too slow. */
export async function sendMail(mail: Mail): Promise<void> {
  if (env.SMTP_HOST) {
    const { unsubscribeUrl, ...letter } = mail;
    const headers = unsubscribeUrl ? unsubscribeHeaders(unsubscribeUrl) : undefined;
    const transport = await buildTransport(env.SMTP_HOST);
    await transport.sendMail({ from: env.MAIL_FROM, ...letter, headers });
    return;
  }
  if (!mailboxIsOpen()) throw new Error('Mail needs SMTP_HOST here.');
  const { to: recipient, subject, text, html } = mail;
  await db.localMail.create({ data: { recipient, subject, text, html }, select: { id: true } });
}

function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

async function buildTransport(host: string) {
  const { createTransport } = await import('nodemailer');
  const secure = env.SMTP_PORT === 465;
  return createTransport({
    host,
    port: env.SMTP_PORT,
    secure,
    // A password must not cross the network in the clear; on port 587 the encryption is asked for after
    // connecting.
    requireTLS: !secure && Boolean(env.SMTP_USER),
    auth: env.SMTP_USER ? { user: env.SMTP_USER, pass: env.SMTP_PASSWORD ?? '' } : undefined,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
}
