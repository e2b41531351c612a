import { notFound } from 'next/navigation';
import { readId } from '@/lib/core/ids';

/** The id in the address; whatever cannot be one is not found. */
export async function readTopUpId(params: Promise<{ id: string }>): Promise<bigint> {
  const { id } = await params;
  return readId(id) ?? notFound();
}
