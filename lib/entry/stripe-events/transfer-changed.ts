import 'server-only';
import { applyTransfer } from '@/lib/rooms/payouts/apply-transfer';
import { pullBack } from '@/lib/rooms/payouts/pull-back';
import type { EventHandler } from './event-handler';

/** A transfer to a creator was made, or taken back. */
export const transferChanged: EventHandler = async (transferId) => {
  const applied = await applyTransfer(transferId);
  return applied.unwanted ? (await pullBack(transferId)).note : applied.note;
};
