import { redirect } from 'next/navigation';
import { z } from 'zod';
import { DomainError } from '@/lib/core/errors';
import { idSchema } from '@/lib/core/ids';
import { readerRoute } from '@/lib/entry/routes';
import { finishTopUp } from '@/lib/rooms/unlocks';

/** Where Stripe's page sends the reader after paying: on to the article they wanted, or to the receipt. */
export const GET = readerRoute(
  { name: 'return-from-top-up', params: z.object({ id: idSchema }), nobody: 'here', refusal: 'words' },
  async ({ viewer, params }) => redirect(await finish(viewer.userId, params.id)),
);

async function finish(userId: bigint, topUpId: bigint): Promise<string> {
  try {
    return await finishTopUp({ userId, topUpId });
  } catch (error) {
    // The page says in words that there is no such top-up; a route could only answer with nothing.
    if (error instanceof DomainError && error.code === 'not_found') return `/wallet/top-ups/${topUpId}`;
    throw error;
  }
}
