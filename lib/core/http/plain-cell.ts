/** A cell of a CSV: text that begins like a formula gets the apostrophe by which spreadsheets know text. */
export function plainCell(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
}
