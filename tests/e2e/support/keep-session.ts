import type { Page } from '@playwright/test';
import { getSessionCookie, writeSessionCookie } from '../../../lib/core/session-cookie.ts';

/** Gives this page's context the cookie of a session, as signing in does. */
export async function keepSession(page: Page, sessionId: string): Promise<void> {
  const { name, options } = getSessionCookie();
  await page.context().addCookies([
    {
      name,
      value: writeSessionCookie(sessionId),
      url: process.env.FARTHING_E2E_URL ?? '',
      httpOnly: options.httpOnly,
    },
  ]);
}
