import { html } from 'hono/html';
import type { Tables } from '../records.ts';
import { type Html, layout } from './layout.ts';
import { type Language, MESSAGES } from './messages.ts';

/** The page of a session that can no longer be paid: expired, paid, or waiting for the bank. */
export function closedPage(language: Language, { object, hidden }: Tables['checkout.session']): Html {
  const words = MESSAGES[language];
  if (object.status === 'expired') {
    return messagePage(
      language,
      words.expiredTitle,
      words.expiredText,
      linkTo(object.cancel_url, words.back(hidden.merchantName)),
    );
  }
  const target = object.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', object.id) ?? null;
  const [title, text] =
    object.payment_status === 'unpaid'
      ? [words.pendingTitle, words.pendingText]
      : [words.paidTitle, words.paidText];
  return messagePage(language, title, text, linkTo(target, words.back(hidden.merchantName)));
}

export function missingPage(language: Language): Html {
  const words = MESSAGES[language];
  return messagePage(language, words.missingTitle, words.missingText, '');
}

export function messagePage(language: Language, title: string, text: string, more: Html | ''): Html {
  return layout({
    language,
    title,
    body: html`<main class="single"><div class="card stack"><h1>${title}</h1><p>${text}</p>${more}</div></main>`,
  });
}

function linkTo(target: string | null, label: string): Html | '' {
  return target ? html`<a class="secondary button" href="${target}">${label}</a>` : '';
}
