import 'server-only';
import { applyTransfer, pullBack } from '@/lib/rooms/payouts';
import type { EventHandler } from './event-handler';

/** A transfer to a creator was made, or taken back. */
export const transferChanged: EventHandler = async (transferRef) => {
  const applied = await applyTransfer(transferRef);
  return applied.unwanted ? (await pullBack(transferRef)).note : applied.note;
};
