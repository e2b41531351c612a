/** Reads an id from an address; null for what no item can have. */
export function parseItemId(value: string): bigint | null {
  return /^[1-9]\d{0,17}$/.test(value) ? BigInt(value) : null;
}
