import { html } from 'hono/html';
import { type Html, layout } from './layout.ts';
import { type Language, MESSAGES } from './messages.ts';

/** Stands for the bank's 3D Secure page: the payer chooses how it ends. */
export function authenticatePage(language: Language, text: string): Html {
  const words = MESSAGES[language];
  return layout({
    language,
    title: words.authTitle,
    body: html`<main class="single">
      <form class="card" method="post">
        <div class="stack">
          <h1>${words.authTitle}</h1>
          <p>${text}</p>
          <p class="hint">${words.authHint}</p>
        </div>
        <div class="stack">
          <button class="primary" name="result" value="complete">${words.complete}</button>
          <button class="secondary" name="result" value="fail">${words.fail}</button>
        </div>
      </form>
    </main>`,
  });
}
