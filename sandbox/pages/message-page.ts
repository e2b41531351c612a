import { html } from 'hono/html';
import type { Tables } from '../records.ts';
import { type Html, layout } from './layout.ts';
import { type Language, MESSAGES } from './messages.ts';

/** The page of a session that can't be paid any more: expired, paid, waiting or refused. */
export function closedPage(
  language: Language,
  { object, hidden }: Tables['checkout.session'],
  intentStatus: string | undefined,
): Html {
  const words = MESSAGES[language];
  const back = words.back(hidden.merchantName);
  if (object.status === 'expired') {
    return messagePage(language, words.expiredTitle, words.expiredText, linkTo(object.cancel_url, back));
  }
  if (object.payment_status === 'unpaid' && intentStatus === 'requires_payment_method') {
    return messagePage(language, words.failedTitle, words.failedText, linkTo(object.cancel_url, back));
  }
  const target = object.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', object.id) ?? null;
  const [title, text] =
    object.payment_status === 'unpaid'
      ? [words.pendingTitle, words.pendingText]
      : [words.paidTitle, words.paidText];
  return messagePage(language, title, text, linkTo(target, back));
}

export function missingPage(language: Language): Html {
  const words = MESSAGES[language];
  return messagePage(language, words.missingTitle, words.missingText, '');
}

export function messagePage(language: Language, title: string, text: string, more: Html | ''): Html {
  return layout({
    language,
    title,
    body: html`<main class="single"><div class="card stack">
      <h1>${title}</h1><p>${text}</p>${more}</div></main>`,
  });
}

function linkTo(target: string | null, label: string): Html | '' {
  return target ? html`<a class="secondary button" href="${target}">${label}</a>` : '';
}
