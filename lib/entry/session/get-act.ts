import type { Act } from '@/lib/core/actor';
import type { AdminViewer } from '@/lib/rooms/identity';
import { getRequestContext } from './request-context';

/** The act of an admin in a route handler; actions get theirs from adminAction. Needs a request scope. */
export async function getAct({ userId }: AdminViewer): Promise<Act> {
  const { address, requestId } = await getRequestContext();
  return { actorId: userId, address, requestId };
}
