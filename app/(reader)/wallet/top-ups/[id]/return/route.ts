import { redirect } from 'next/navigation';
import { DomainError } from '@/lib/core/errors';
import { requireViewer } from '@/lib/entry/session';
import { finishTopUp } from '@/lib/rooms/unlocks';
import { readTopUpId } from '../../read-top-up-id';

/** Where Stripe's page sends the reader after paying. Goes on to the article that was wanted, or to the receipt. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const topUpId = await readTopUpId(params);
  const viewer = await requireViewer(`/wallet/top-ups/${topUpId}/return`);
  redirect(await finish(viewer.userId, topUpId));
}

async function finish(userId: bigint, topUpId: bigint): Promise<string> {
  try {
    return await finishTopUp({ userId, topUpId });
  } catch (error) {
    // The page says in words that there is no such top-up; a route could only answer with nothing.
    if (error instanceof DomainError && error.code === 'not_found') return `/wallet/top-ups/${topUpId}`;
    throw error;
  }
}
