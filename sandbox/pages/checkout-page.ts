import { html } from 'hono/html';
import type Stripe from 'stripe';
import type { FormErrors, PayForm } from '../checkout/pay-session.ts';
import { formatAmount } from '../money/currencies.ts';
import type { Tables } from '../records.ts';
import { CHECKOUT_SCRIPT } from './checkout-script.ts';
import { type Html, layout } from './layout.ts';
import { type Language, MESSAGES, type Messages } from './messages.ts';
import { testDetails } from './test-details.ts';

export interface CheckoutView {
  language: Language;
  row: Tables['checkout.session'];
  saved: Stripe.PaymentMethod[];
  form: PayForm;
  errors: FormErrors;
  /** A refusal, in the reader's words. */
  alert: string | null;
}

/** The open payment page. */
export function checkoutPage(view: CheckoutView): Html {
  const words = MESSAGES[view.language];
  const { merchantName } = view.row.hidden;
  return layout({
    language: view.language,
    title: words.payTo(merchantName),
    script: CHECKOUT_SCRIPT,
    body: html`<main class="checkout">
      ${summary(view, words)}
      <section class="card" aria-label="${words.payTo(merchantName)}">
        ${payForm(view, words)}
      </section>
      ${testDetails(view.row.object.payment_method_types, words)}
    </main>`,
  });
}

function summary({ row: { object, hidden }, language }: CheckoutView, words: Messages): Html {
  const currency = object.currency ?? 'usd';
  const total = formatAmount(object.amount_total ?? 0, currency, language);
  const back = object.cancel_url
    ? html`<a class="back" href="${object.cancel_url}">← ${words.back(hidden.merchantName)}</a>`
    : '';
  return html`<section class="summary">
    ${back}
    <h1>${words.payTo(hidden.merchantName)}</h1>
    <p class="amount">${total}</p>
    <ul class="items">
      ${hidden.lineItems.map(
        (item) => html`<li>
          <span>${item.description}${
            (item.quantity ?? 1) > 1 ? html`<small>${words.quantity(item.quantity ?? 1)}</small>` : ''
          }</span>
          <span>${formatAmount(item.amount_total, currency, language)}</span>
        </li>`,
      )}
      <li class="total"><span>${words.total}</span><span>${total}</span></li>
    </ul>
  </section>`;
}

function payForm(view: CheckoutView, words: Messages): Html {
  const { object, hidden } = view.row;
  const amount = formatAmount(object.amount_total ?? 0, object.currency ?? 'usd', view.language);
  const verb = (['donate', 'book'] as const).find((one) => one === object.submit_type) ?? 'pay';
  return html`<form id="pay-form" method="post" action="/c/pay/${object.id}" novalidate>
    <input type="hidden" name="attempt" value="${view.form.attempt}" />
    ${view.alert ? html`<p class="alert" role="alert" tabindex="-1" autofocus>${view.alert}</p>` : ''}
    ${emailField(view, words)}
    <fieldset>
      <legend>${words.method}</legend>
      ${methodChoices(view, words)}
      ${object.payment_method_types.includes('card') ? cardPanel(view, words) : ''}
      ${object.payment_method_types.includes('us_bank_account') ? bankPanel(view, words) : ''}
    </fieldset>
    ${
      hidden.setupFutureUsage &&
      object.consent_collection?.payment_method_reuse_agreement?.position !== 'hidden'
        ? html`<p class="hint">${words.willSave(hidden.merchantName)}</p>`
        : ''
    }
    <button id="pay" class="primary" type="submit"
      data-busy="${words.processing}">${words[verb](amount)}</button>
    ${object.custom_text.submit ? html`<p class="hint">${object.custom_text.submit.message}</p>` : ''}
  </form>`;
}

function emailField({ row, form, errors }: CheckoutView, words: Messages): Html {
  const known = row.object.customer_details?.email;
  if (known) {
    return html`<div class="field">
      <label for="email">${words.email}</label><input id="email" type="email" value="${known}" readonly />
    </div>`;
  }
  return field({
    name: 'email',
    label: words.email,
    value: form.email,
    error: errors.email,
    words,
    type: 'email',
    autocomplete: 'email',
  });
}

function methodChoices({ row, saved, form, errors }: CheckoutView, words: Messages): Html {
  const types = row.object.payment_method_types;
  const problem = errors.method ? html`<p class="error" role="alert">${words.errors[errors.method]}</p>` : '';
  if (saved.length === 0 && types.length === 1) {
    return html`${problem}<input type="hidden" name="method" value="${types[0] === 'card' ? 'card' : 'bank'}"
      />`;
  }
  const choice = (value: string, label: string, detail = '') =>
    html`<label
      ><input type="radio" name="method" value="${value}" ${form.method === value ? 'checked' : ''} /><span
        >${label}${detail ? html` <small>${detail}</small>` : ''}</span
      ></label
    >`;
  return html`${problem}
    <div class="choices">
      ${saved.map(({ id, card }) =>
        card
          ? choice(
              id,
              words.savedCard(brandName(card.brand), card.last4),
              words.expires(shortDate(card.exp_month, card.exp_year)),
            )
          : '',
      )}
      ${types.includes('card') ? choice('card', words.newCard) : ''}
      ${types.includes('us_bank_account') ? choice('bank', words.bankDebit) : ''}
    </div>`;
}

/** A panel is shown when its radio is chosen (by style sheet), or always when there is nothing to choose. */
function panelClass({ row, saved }: CheckoutView, kind: 'bank' | 'card'): string {
  const only = saved.length === 0 && row.object.payment_method_types.length === 1;
  return `panel for-${kind}${only ? ' only' : ''}`;
}

function cardPanel(view: CheckoutView, words: Messages): Html {
  const { row, form, errors } = view;
  // A card is saved to somebody: without a customer there is nothing to offer.
  const hasCustomer = row.object.customer !== null || row.object.customer_creation === 'always';
  const offersSaving =
    hasCustomer && row.object.saved_payment_method_options?.payment_method_save === 'enabled';
  return html`<div class="${panelClass(view, 'card')}">
    ${field({
      name: 'number',
      label: words.number,
      value: form.number,
      error: errors.number,
      words,
      numeric: true,
      autocomplete: 'cc-number',
      placeholder: '1234 1234 1234 1234',
    })}
    <div class="pair">
      ${field({
        name: 'expiry',
        label: words.expiry,
        value: form.expiry,
        error: errors.expiry,
        words,
        numeric: true,
        autocomplete: 'cc-exp',
        placeholder: 'MM / YY',
      })}
      ${field({
        name: 'cvc',
        label: words.cvc,
        value: form.cvc,
        error: errors.cvc,
        words,
        numeric: true,
        autocomplete: 'cc-csc',
        placeholder: '123',
      })}
    </div>
    ${field({
      name: 'name',
      label: words.name,
      value: form.name,
      error: errors.name,
      words,
      autocomplete: 'cc-name',
    })}
    ${
      offersSaving
        ? html`<label class="check"
            ><input type="checkbox" name="save" value="yes" aria-describedby="save-hint" ${
              form.save ? 'checked' : ''
            } /><span
              >${words.save}<small id="save-hint">${words.saveHint(row.hidden.merchantName)}</small></span
            ></label
          >`
        : ''
    }
  </div>`;
}

function bankPanel(view: CheckoutView, words: Messages): Html {
  const { form, errors } = view;
  const nameError = form.method === 'bank' ? errors.name : undefined;
  return html`<div class="${panelClass(view, 'bank')}">
    <p class="hint">${words.bankHint}</p>
    ${field({
      name: 'account',
      label: words.account,
      value: form.account,
      error: errors.account,
      words,
      numeric: true,
      autocomplete: 'off',
    })}
    ${field({
      name: 'holder',
      label: words.holder,
      value: form.name,
      error: nameError,
      words,
      autocomplete: 'name',
    })}
  </div>`;
}

interface FieldInput {
  name: string;
  label: string;
  value: string;
  error: FormErrors[keyof FormErrors];
  words: Messages;
  type?: 'email' | 'text';
  numeric?: true;
  autocomplete: string;
  placeholder?: string;
}

function field({
  name,
  label,
  value,
  error,
  words,
  type = 'text',
  numeric,
  autocomplete,
  placeholder,
}: FieldInput): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      ${numeric ? html`inputmode="numeric"` : ''}
      ${placeholder ? html`placeholder="${placeholder}"` : ''}
      ${error ? html`aria-invalid="true" aria-describedby="${name}-error" autofocus` : ''}
    />
    ${error ? html`<p class="error" id="${name}-error">${words.errors[error]}</p>` : ''}
  </div>`;
}

export function brandName(brand: string): string {
  if (brand === 'amex') return 'American Express';
  return brand.charAt(0).toUpperCase() + brand.slice(1);
}

function shortDate(month: number, year: number): string {
  return `${String(month).padStart(2, '0')} / ${String(year % 100).padStart(2, '0')}`;
}
