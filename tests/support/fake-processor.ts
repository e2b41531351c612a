import type { Processor } from '@/lib/ground/payments/port/processor';
import type { RefundFacts } from '@/lib/ground/payments/port/refunds';
import type { Payment, TopUpOffer } from '@/lib/ground/payments/port/top-ups';

const unused = (): never => {
  throw new Error('This processor has no such part.');
};

const NOT_THERE = {
  readCharge: unused,
  readDeclinedCard: unused,
  refundOddCharge: unused,
  readDispute: unused,
  uploadEvidence: unused,
  sendEvidence: unused,
  readFraudWarning: unused,
  createAccount: unused,
  createAccountLink: unused,
  readAccount: unused,
  listDefaultBanks: unused,
  createTransfer: unused,
  findTransfer: unused,
  readTransfer: unused,
  reverseTransfer: unused,
  readBankPayout: unused,
  listBankPayouts: unused,
  listTransactions: unused,
  readBalance: unused,
  verifyEvent: unused,
};

function paymentOf({ topUp }: TopUpOffer, sessionRef: string): Payment {
  const none = { amountMicros: null, currency: null, paymentRef: null, chargeRef: null, fee: null };
  const unknown = { cardBrand: null, cardLast4: null, failureCode: null };
  return { sessionRef, topUp, state: 'open', ...none, ...unknown };
}

/**
 * A second processor, in memory, with what a top-up and its refund need. It knows nothing of Stripe; `fail`
 * makes the next call throw.
 */
export function makeFakeProcessor() {
  const pages = new Map<string, Payment & { offer: TopUpOffer }>();
  const refunds = new Map<string, RefundFacts>();
  let serial = 0;
  let failure: Error | null = null;
  const nameOf = (kind: string) => `${kind}-${++serial}`;
  async function answer<T>(value: T): Promise<T> {
    const error = failure;
    failure = null;
    return error ? Promise.reject(error) : value;
  }

  const processor: Processor = {
    openTopUp(offer) {
      const known = [...pages.values()].find((page) => page.topUp?.requestKey === offer.topUp.requestKey);
      const page = known ?? { ...paymentOf(offer, nameOf('page')), offer };
      pages.set(page.sessionRef, page);
      return answer({ sessionRef: page.sessionRef, url: `https://pay.example/${page.sessionRef}` });
    },
    async closeTopUp(sessionRef) {
      const page = pages.get(sessionRef);
      if (page) page.state = 'closed';
      await answer(null);
    },
    readPayment: (sessionRef) => answer(pages.get(sessionRef) ?? null),
    findSession: (paymentRef) =>
      answer([...pages.values()].find((page) => page.paymentRef === paymentRef)?.sessionRef ?? null),
    createRefund({ refund, chargeRef, amountMicros, currency }) {
      const known = [...refunds.values()].find((one) => one.refund?.requestKey === refund.requestKey);
      const made: RefundFacts = known ?? {
        ...{ refundRef: nameOf('refund'), chargeRef, paymentRef: null, refund, endsOddMoney: false },
        ...{ amountMicros, currency, status: 'succeeded', failureCode: null },
        ...{ taken: { id: nameOf('move'), feeMicros: 0n, currency }, returned: null },
      };
      refunds.set(made.refundRef, made);
      return answer(made);
    },
    findRefund: ({ requestKey }) =>
      answer([...refunds.values()].find((one) => one.refund?.requestKey === requestKey) ?? null),
    readRefund: (refundRef) => answer(refunds.get(refundRef) ?? null),
    async *listRefundsOf(chargeRef) {
      for (const one of refunds.values()) if (one.chargeRef === chargeRef) yield one;
    },
    isReachable: () => Promise.resolve(true),
    ...NOT_THERE,
  };

  return {
    processor,
    refunds,
    pages,
    fail(error: Error): void {
      failure = error;
    },
    /** Somebody pays what the page asks for; the processor keeps a fee. */
    pay(sessionRef: string, feeMicros: bigint): void {
      const page = pages.get(sessionRef);
      if (!page) throw new Error(`no page ${sessionRef}`);
      const { amountMicros, currency } = page.offer;
      const refs = { paymentRef: nameOf('payment'), chargeRef: nameOf('charge') };
      const fee = { transactionRef: nameOf('move'), feeMicros, currency };
      Object.assign(page, { state: 'paid', amountMicros, currency, ...refs, fee, cardBrand: 'fake' });
    },
  };
}
