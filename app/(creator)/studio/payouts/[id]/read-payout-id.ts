import { readId } from '@/lib/core/ids';

/** The id in the address; null for whatever cannot be one. */
export async function readPayoutId(params: Promise<{ id: string }>): Promise<bigint | null> {
  const { id } = await params;
  return readId(id);
}
