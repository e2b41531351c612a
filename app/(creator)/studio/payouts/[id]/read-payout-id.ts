/** The id in the address; null for whatever cannot be one. */
export async function readPayoutId(params: Promise<{ id: string }>): Promise<bigint | null> {
  const { id } = await params;
  return /^[1-9]\d{0,17}$/.test(id) ? BigInt(id) : null;
}
