import { expireSessionIfOpen } from './checkout/complete-session.ts';
import { settlePayout } from './connect/pay-out.ts';
import { decideDispute } from './disputes/decide-dispute.ts';
import type { JobHandlers } from './jobs.ts';
import { postFee } from './payments/post-fee.ts';
import { failRefund, settleRefund } from './payments/refund-charge.ts';
import { settleDebit } from './payments/settle-debit.ts';

export const JOB_HANDLERS: JobHandlers = {
  expire_session: expireSessionIfOpen,
  settle_debit: settleDebit,
  post_fee: postFee,
  settle_refund: settleRefund,
  fail_refund: failRefund,
  settle_payout: settlePayout,
  decide_dispute: decideDispute,
};
