import { html } from 'hono/html';
import { TEST_CARDS, type TestCard } from '../cards/test-cards.ts';
import type { Html } from './layout.ts';
import type { Messages } from './messages.ts';

/** How many cards are shown before "more": success, decline, no funds, authentication. */
const SHOWN_AT_ONCE = 4;

/**
 * The test cards and bank accounts, each a button that fills in the form. Without script a button submits the
 * form, and the server answers with the details filled in.
 */
export function testDetails(types: string[], words: Messages): Html {
  const cards = Object.entries(words.cardWords).flatMap(([name, meaning]) => {
    const card = TEST_CARDS[name];
    return card ? [fillCard(card, meaning)] : [];
  });
  const accounts = Object.entries(words.accountWords).map(([account, meaning]) =>
    fill({ value: account, shown: account, meaning, method: 'bank', cvc: '' }),
  );
  return html`<div class="tests">
    ${
      types.includes('card')
        ? html`<section aria-labelledby="test-cards">
            <h2 id="test-cards">${words.testCards}</h2>
            <p class="hint">${words.testCardsHint}</p>
            <ul>
              ${cards.slice(0, SHOWN_AT_ONCE)}
            </ul>
            <details>
              <summary>${words.moreTestCards}</summary>
              <ul>
                ${cards.slice(SHOWN_AT_ONCE)}
              </ul>
            </details>
          </section>`
        : ''
    }
    ${
      types.includes('us_bank_account')
        ? html`<section aria-labelledby="test-accounts">
            <h2 id="test-accounts">${words.testAccounts}</h2>
            <ul>
              ${accounts}
            </ul>
          </section>`
        : ''
    }
  </div>`;
}

function fillCard({ number, brand }: TestCard, meaning: string): Html {
  const shown = number.match(/.{1,4}/g)?.join(' ') ?? number;
  return fill({ value: number, shown, meaning, method: 'card', cvc: brand === 'amex' ? '1234' : '123' });
}

interface FillInput {
  value: string;
  shown: string;
  meaning: string;
  method: 'bank' | 'card';
  cvc: string;
}

function fill({ value, shown, meaning, method, cvc }: FillInput): Html {
  return html`<li>
    <button type="submit" form="pay-form" name="fill" value="${value}" data-method="${method}"
      data-cvc="${cvc}">
      <code>${shown}</code> <span>${meaning}</span>
    </button>
  </li>`;
}
