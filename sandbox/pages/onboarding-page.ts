import { html } from 'hono/html';
import type Stripe from 'stripe';
import { BANK_ACCOUNTS, type BankAccount } from '../connect/bank-accounts.ts';
import { type Html, layout } from './layout.ts';
import type { Language } from './messages.ts';
import { ONBOARDING_MESSAGES } from './onboarding-messages.ts';

const FIRST: BankAccount = '000123456789';

/** Stands for Stripe's onboarding of a recipient: the person chooses a test bank account and how it ends. */
export function onboardingPage(
  language: Language,
  merchantName: string,
  account: Stripe.V2.Core.Account,
): Html {
  const words = ONBOARDING_MESSAGES[language];
  const region = account.identity?.country?.toUpperCase();
  const country = region && new Intl.DisplayNames(language, { type: 'region' }).of(region);
  return layout({
    language,
    title: words.title,
    body: html`<main class="single">
      <form class="card" method="post">
        <div class="stack">
          <h1>${words.title}</h1>
          <p>${words.intro(merchantName)}</p>
          <p class="hint">${words.hint}</p>
          <p class="hint">${words.account}:
            ${account.display_name ?? account.id}${
              country ? html`<br />${words.country}: ${country}` : ''
            }</p>
        </div>
        <fieldset>
          <legend>${words.bank}</legend>
          <div
            class="choices">${bankNumbers().map((number) =>
              bankChoice(number, words.bankWords[number]),
            )}</div>
        </fieldset>
        <div class="stack">
          <button class="primary" name="outcome" value="active">${words.complete}</button>
          <button class="secondary" name="outcome" value="restricted">${words.restricted}</button>
          <button class="secondary" name="outcome" value="rejected">${words.rejected}</button>
        </div>
      </form>
    </main>`,
  });
}

function bankNumbers(): BankAccount[] {
  return Object.keys(BANK_ACCOUNTS) as BankAccount[];
}

function bankChoice(number: BankAccount, meaning: string): Html {
  return html`<label><input type="radio" name="bank" value="${number}" ${number === FIRST ? 'checked' : ''} />
    <span>${meaning}<small>${number}</small></span></label>`;
}
