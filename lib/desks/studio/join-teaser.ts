/** The whole Markdown of a teaser and what is behind the cut: splitTeaser() takes it apart again. */
export function joinTeaser(teaser: string, body: string): string {
  return body ? `${teaser}\n\n<!-- more -->\n\n${body}` : teaser;
}
