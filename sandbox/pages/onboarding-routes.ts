import { type Context, Hono } from 'hono';
import { type AccountOutcome, getAccountOrThrow, setOutcome } from '../connect/account-state.ts';
import { isBankAccount } from '../connect/bank-accounts.ts';
import { giveBankAccount } from '../connect/give-bank-account.ts';
import type { Tables } from '../records.ts';
import type { World } from '../world.ts';
import { messagePage, missingPage } from './message-page.ts';
import { chooseLanguage, type Language } from './messages.ts';
import { ONBOARDING_MESSAGES } from './onboarding-messages.ts';
import { onboardingPage } from './onboarding-page.ts';

type LinkRow = Tables['v2.core.account_link'];

/** The hosted onboarding of connected accounts. A used or old link leads to the refresh address. */
export function onboardingRoutes(world: World): Hono {
  const app = new Hono();

  app.get('/setup/e/:account/:secret', (c) => {
    const language = languageOf(c);
    const row = find(c);
    if (!row) return c.html(missingPage(language), 404);
    if (isOver(row)) return c.redirect(flowOf(row).refresh_url, 303);
    return c.html(onboardingPage(language, world.merchantName, getAccountOrThrow(world, row.object.account)));
  });

  app.post('/setup/e/:account/:secret', async (c) => {
    const language = languageOf(c);
    const row = find(c);
    if (!row) return c.html(missingPage(language), 404);
    if (isOver(row)) return c.redirect(flowOf(row).refresh_url, 303);
    const { outcome, bank } = await c.req.parseBody();
    if (!isOutcome(outcome) || typeof bank !== 'string' || !isBankAccount(bank))
      return c.redirect(c.req.url, 303);
    world.store.transaction(() => {
      world.store.edit('v2.core.account_link', c.req.param('secret'), ({ hidden }) => {
        hidden.used = true;
      });
      giveBankAccount(world, row.object.account, bank);
      setOutcome(world, row.object.account, outcome);
    });
    const { return_url } = flowOf(row);
    const words = ONBOARDING_MESSAGES[language];
    return return_url
      ? c.redirect(return_url, 303)
      : c.html(messagePage(language, words.doneTitle, words.doneText, ''));
  });

  function find(c: Context): LinkRow | undefined {
    const row = world.store.get('v2.core.account_link', c.req.param('secret') ?? '');
    return row?.object.account === c.req.param('account') ? row : undefined;
  }

  function isOver({ object, hidden }: LinkRow): boolean {
    return hidden.used || Date.parse(object.expires_at) < world.nowMs();
  }

  return app;
}

function flowOf({ object }: LinkRow): { refresh_url: string; return_url?: string } {
  const flow = object.use_case.account_onboarding;
  if (!flow) throw new Error('A link of the sandbox is for onboarding.');
  return flow;
}

function languageOf(c: Context): Language {
  return chooseLanguage(null, c.req.header('accept-language'));
}

function isOutcome(value: unknown): value is AccountOutcome {
  return value === 'active' || value === 'restricted' || value === 'rejected';
}
