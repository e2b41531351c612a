import 'server-only';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { isLoopback, mailboxIsOpen } from '@/lib/ground/mail';

/** "Not found" unless the mailbox exists here and the browser asked for this machine by its own name. */
export async function requireMailbox(): Promise<void> {
  const host = `http://${(await headers()).get('host') ?? ''}`;
  if (!mailboxIsOpen() || !URL.canParse(host) || !isLoopback(new URL(host).hostname)) notFound();
}
