/** What Next hands to a page. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** A parameter that stands once in the address. */
export function single(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}
