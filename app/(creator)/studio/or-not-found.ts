import { notFound } from 'next/navigation';
import { DomainError } from '@/lib/core/errors';

/** What was asked for; the page "not found" for what is not there or not the viewer's. */
export async function orNotFound<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') notFound();
    throw error;
  }
}
