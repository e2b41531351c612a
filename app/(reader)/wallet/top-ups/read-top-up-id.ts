import { notFound } from 'next/navigation';

/** The id in the address; whatever cannot be one is not found. */
export async function readTopUpId(params: Promise<{ id: string }>): Promise<bigint> {
  const { id } = await params;
  return /^[1-9]\d{0,17}$/.test(id) ? BigInt(id) : notFound();
}
