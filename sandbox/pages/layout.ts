import { html, raw } from 'hono/html';
import type { Language } from './messages.ts';
import { MESSAGES } from './messages.ts';
import { STYLES } from './styles.ts';

export type Html = ReturnType<typeof html>;

interface LayoutInput {
  language: Language;
  title: string;
  body: Html;
  script?: string;
  /** More style, for pages of another kind. */
  styles?: string;
}

/** A whole page, with the line at the top that says that no real money moves. */
export function layout({ language, title, body, script, styles = '' }: LayoutInput): Html {
  const words = MESSAGES[language];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(STYLES + styles)}
        </style>
      </head>
      <body>
        <header class="notice"><strong>${words.sandbox}</strong> <span>· ${words.sandboxHint}</span></header>
        ${body} ${script ? html`<script type="module">${raw(script)}</script>` : ''}
      </body>
    </html>`;
}
