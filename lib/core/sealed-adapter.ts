import { PrismaPg } from '@prisma/adapter-pg';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>;

/**
 * Prisma's adapter, with transactions that end once and for all. When Prisma's time-out passes it sends
 * ROLLBACK under the running work, and a call of several statements would send the rest afterwards: on a
 * connection that has gone back to the pool, where each commits by itself, or within somebody else's
 * transaction. Here whatever comes after COMMIT or ROLLBACK is refused, so a transaction is whole or has not
 * been, for `$transaction` in both forms.
 */
export class SealedAdapter extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => seal(await start(isolation));
    return adapter;
  }
}

function seal(transaction: Transaction): Transaction {
  let isOver = false;
  const guard = <Q extends { sql: string }, A>(send: (query: Q) => Promise<A>) => {
    return async (query: Q): Promise<A> => {
      if (isOver) throw new TransactionOver();
      // Set before it is sent: the connection keeps the order, so what was sent earlier still belongs to the
      // transaction.
      isOver = /^\s*(COMMIT|ROLLBACK)\s*;?\s*$/i.test(query.sql);
      return send(query);
    };
  };
  transaction.queryRaw = guard(transaction.queryRaw.bind(transaction));
  transaction.executeRaw = guard(transaction.executeRaw.bind(transaction));
  return transaction;
}

/** In the shape by which Prisma knows the errors of its adapters; callers get its P1018. */
class TransactionOver extends Error {
  constructor() {
    super('the transaction is over');
    this.name = 'DriverAdapterError';
    this.cause = { kind: 'TransactionAlreadyClosed', cause: this.message };
  }
}
