import { escapeHtml } from '../../core/escape-html.ts';

/** Markdown in its two parts; an empty body for who may not have it. */
export interface Text {
  teaser: string;
  body: string;
}

/** HTML with the slots of slots.ts open. `rest` is null when there is no body. */
export interface Rendering {
  opening: string;
  rest: string | null;
}

/** A text as it was typed, for what cannot be rendered. */
export function renderPlain({ teaser, body }: Text): Rendering {
  const plain = (text: string) => `<p class="whitespace-pre-wrap">${escapeHtml(text)}</p>`;
  return { opening: plain(teaser), rest: body ? plain(body) : null };
}
