import { html } from 'hono/html';
import type Stripe from 'stripe';
import { formatAmount } from '../money/currencies.ts';
import { brandName } from './checkout-page.ts';
import { type Html, layout } from './layout.ts';
import { type Language, MESSAGES } from './messages.ts';

/** What `receipt_url` of a charge shows. */
export function receiptPage(language: Language, merchant: string, charge: Stripe.Charge): Html {
  const words = MESSAGES[language];
  const card = charge.payment_method_details?.card;
  const paidWith = card ? words.savedCard(brandName(card.brand ?? ''), card.last4 ?? '') : words.bankDebit;
  const row = (term: string, value: string) => html`<dt>${term}</dt><dd>${value}</dd>`;
  const date = new Date(charge.created * 1000).toLocaleString(language, {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return layout({
    language,
    title: words.receiptFor(merchant),
    body: html`<main class="single">
      <div class="card stack">
        <h1>${words.receiptFor(merchant)}</h1>
        <dl class="rows">
          ${row(words.amountPaid, formatAmount(charge.amount, charge.currency, language))}
          ${
            charge.amount_refunded > 0
              ? row(words.refundedAmount, formatAmount(charge.amount_refunded, charge.currency, language))
              : ''
          }
          ${row(words.datePaid, date)} ${row(words.paidWith, paidWith)} ${row(words.receipt, charge.id)}
        </dl>
      </div>
    </main>`,
  });
}
