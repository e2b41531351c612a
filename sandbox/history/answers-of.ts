import type { World } from '../world.ts';
import type { Answers, Paid } from './steps.ts';

/** What a history made, as the world has it at its end. `ids`: by what a step does and its key. */
export function answersOf(world: World, ids: ReadonlyMap<string, string>): Answers {
  const of = <T>(kind: string, answer: (id: string) => T): Map<string, T> =>
    new Map(
      [...ids]
        .filter(([name]) => name.startsWith(`${kind} `))
        .map(([name, id]) => [name.slice(kind.length + 1), answer(id)]),
    );
  return {
    customers: of('customer', (id) => id),
    checkouts: of('checkout', (id) => checkoutOf(world, id)),
    refunds: of('refund', (id) => ({
      id,
      transaction: String(world.store.get('refund', id)?.object.balance_transaction),
    })),
    disputes: of('dispute', (id) => disputeOf(world, id)),
    accounts: of('account', (id) => accountOf(world, id)),
    transfers: of('transfer', (id) => transferOf(world, id)),
  };
}

type AnswerOf<K extends keyof Answers> = Answers[K] extends Map<string, infer A> ? A : never;

function checkoutOf({ store }: World, id: string): AnswerOf<'checkouts'> {
  const session = store.get('checkout.session', id)?.object;
  const intent = store.get('payment_intent', String(session?.payment_intent))?.object;
  const charge = store.get('charge', String(intent?.latest_charge))?.object;
  const transaction = store.get('balance_transaction', String(charge?.balance_transaction))?.object;
  const error = intent?.last_payment_error;
  const paid: Paid | null =
    intent && charge && transaction
      ? {
          intent: intent.id,
          charge: charge.id,
          transaction: transaction.id,
          fee: transaction.fee,
          brand: charge.payment_method_details?.card?.brand ?? 'visa',
          last4: charge.payment_method_details?.card?.last4 ?? '',
        }
      : null;
  return {
    session: id,
    intent: intent?.id ?? null,
    paid,
    declineCode: error?.decline_code ?? error?.code ?? null,
  };
}

function disputeOf({ store }: World, id: string): AnswerOf<'disputes'> {
  const dispute = store.get('dispute', id)?.object;
  if (!dispute) throw new Error(`There is no dispute ${id}.`);
  return {
    id,
    status: dispute.status,
    dueBy: dispute.evidence_details.due_by,
    movements: dispute.balance_transactions.map(({ id: movement, amount, fee }) => ({
      id: movement,
      amount,
      fee,
    })),
  };
}

function accountOf({ store }: World, id: string): AnswerOf<'accounts'> {
  const row = store.get('v2.core.account', id);
  const entries = row?.object.requirements?.entries ?? [];
  return {
    id,
    bankId: row?.hidden.bankAccountId || null,
    requirements: entries.map(({ description }) => description),
  };
}

function transferOf({ store }: World, id: string): AnswerOf<'transfers'> {
  const transfer = store.get('transfer', id)?.object;
  const arrived = store
    .all('connected_transaction')
    .find(({ object }) => object.source === transfer?.destination_payment && object.type === 'payment');
  const payout = store.get('payout', arrived?.hidden.payout ?? '')?.object;
  if (!transfer || !payout) throw new Error(`The transfer ${id} has no payout.`);
  return {
    id,
    destinationPayment: String(transfer.destination_payment),
    payout: payout.id,
    status: payout.status,
    arrival: payout.arrival_date,
    failureCode: payout.failure_code,
  };
}
