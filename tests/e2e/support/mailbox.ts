import { expect, type Page } from '@playwright/test';
import { sql } from './sql.ts';
import { untilInteractive } from './visit.ts';

/** Goes from "check your mail" to the local mailbox, opens the mail to this address and follows its link. */
export async function followMail(page: Page, email: string, subject: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  // Some mail is sent after the answer, so that its time does not tell whether the address is known.
  await expect.poll(() => listMails(email)).toContainEqual(expect.stringContaining(subject));
  await page.getByRole('link', { name: /local mailbox/ }).click();
  const mail = page.getByRole('listitem').filter({ hasText: email }).filter({ hasText: subject });
  await mail.getByRole('link').click();
  await page.getByRole('link', { name: /^http/ }).first().click();
  await untilInteractive(page);
}

/** The same for who has just signed up, and then signs in by the button behind the link. */
export async function confirmSignUp(page: Page, email: string): Promise<void> {
  await followMail(page, email, 'Welcome to Farthing');
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
}

async function listMails(email: string): Promise<string[]> {
  const rows = await sql<{ subject: string }>('SELECT subject FROM local_mails WHERE recipient = $1', [
    email,
  ]);
  return rows.map(({ subject }) => subject);
}
