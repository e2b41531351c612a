import 'server-only';
import type { Processor } from '../port/processor';
import { listTransactions, readBalance } from './balance';
import { listBankPayouts, readBankPayout } from './connect/bank-payouts';
import { createAccount } from './connect/create-account';
import { createAccountLink } from './connect/create-account-link';
import { listDefaultBanks } from './connect/list-default-banks';
import { readAccount } from './connect/read-account';
import { createTransfer, findTransfer, readTransfer, reverseTransfer } from './connect/transfers';
import { readDispute, readFraudWarning, sendEvidence, uploadEvidence } from './disputes';
import { findSession, readCharge, readDeclinedCard } from './find-session';
import { isStripeReachable } from './is-reachable';
import { closeTopUp, openTopUp } from './open-top-up';
import { readPayment } from './read-payment';
import { createRefund, findRefund, listRefundsOf, readRefund, refundOddCharge } from './refunds';
import { translateErrors } from './translate-errors';
import { verifyEvent } from './verify-event';

/** Stripe behind the port. */
export const stripeProcessor: Processor = translateErrors({
  ...{ openTopUp, closeTopUp, readPayment, findSession, readCharge, readDeclinedCard },
  ...{ createRefund, refundOddCharge, findRefund, listRefundsOf, readRefund },
  ...{ readDispute, uploadEvidence, sendEvidence, readFraudWarning },
  ...{ createAccount, createAccountLink, readAccount, listDefaultBanks },
  ...{ createTransfer, findTransfer, readTransfer, reverseTransfer, readBankPayout, listBankPayouts },
  ...{ listTransactions, readBalance, isReachable: () => isStripeReachable(), verifyEvent },
});
