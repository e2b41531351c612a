import type Stripe from 'stripe';
import { invalidRequest } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { formatAmount } from '../money/currencies.ts';
import { postTransaction } from '../payments/post-fee.ts';
import { availableIn } from '../resources/balance.ts';
import { readSettings } from '../settings.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { nowSeconds, type World } from '../world.ts';
import { getAccountOrThrow, transfersOf } from './account-state.ts';
import { heldBy, moveOnAccount } from './balance.ts';
import { payOutBalance } from './pay-out.ts';

interface TransferInput {
  /** Minor units. */
  amount: number;
  currency: string;
  destination: string;
  description: string | null;
  metadata: Record<string, string>;
  transferGroup: string | null;
}

/** Moves money from the platform's available balance to a connected account, which pays it out by itself. */
export function transferMoney(world: World, input: TransferInput): Stripe.Transfer {
  requireReceiver(world, input.destination);
  const { amount, currency } = input;
  if (amount > availableIn(world, currency)) {
    throw invalidRequest(
      'You have insufficient available funds in your Stripe account. Try adding funds directly to your ' +
        'available balance by creating Charges using the 4000000000000077 test card. See: ' +
        'https://docs.stripe.com/testing#available-balance',
      { code: 'balance_insufficient' },
    );
  }
  const id = newId('tr');
  const payment = newId('py');
  const transfer: Stripe.Transfer = {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: postTransaction(world, {
      amount: -amount,
      currency,
      fee: 0,
      type: 'transfer',
      source: id,
      description: input.description,
      availableAtOnce: true,
    }),
    created: nowSeconds(world),
    currency,
    description: input.description,
    destination: input.destination,
    destination_payment: payment,
    livemode: false,
    metadata: input.metadata,
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: null,
    source_type: 'card',
    transfer_group: input.transferGroup,
  };
  world.store.put('transfer', id, { object: transfer, hidden: null });
  moveOnAccount(world, {
    account: input.destination,
    amount,
    currency,
    type: 'payment',
    source: payment,
    payout: null,
  });
  emitEvent(world, 'transfer.created', transfer);
  if (readSettings(world.store).automaticPayouts) payOutBalance(world, input.destination, currency);
  return transfer;
}

function requireReceiver(world: World, destination: string): void {
  if (!world.store.get('v2.core.account', destination)) {
    throw invalidRequest(`No such destination: '${destination}'`, {
      code: 'resource_missing',
      param: 'destination',
    });
  }
  if (transfersOf(getAccountOrThrow(world, destination))?.status === 'active') return;
  throw invalidRequest(
    'Your destination account needs to have at least one of the following capabilities enabled: ' +
      'transfers, crypto_transfers, legacy_payments',
    { code: 'insufficient_capabilities_for_transfer' },
  );
}

interface ReversalInput {
  /** Minor units; what is left of the transfer when absent. */
  amount: number | undefined;
  metadata: Record<string, string>;
}

/** Takes a transfer back, in whole or in part, if the connected account still holds the money. */
export function reverseTransfer(
  world: World,
  transfer: Stripe.Transfer,
  input: ReversalInput,
): Stripe.TransferReversal {
  const left = transfer.amount - transfer.amount_reversed;
  const { currency } = transfer;
  if (left === 0) throw invalidRequest(`Transfer ${transfer.id} is already fully reversed.`);
  const amount = input.amount ?? left;
  if (amount > left) {
    const message =
      `Reversal amount (${formatAmount(amount, currency)}) is greater than unreversed ` +
      `amount on transfer (${formatAmount(left, currency)})`;
    throw invalidRequest(message, { param: 'amount' });
  }
  const destination = String(transfer.destination);
  if (heldBy(world, destination, currency) < amount) {
    throw invalidRequest('The connected account does not have sufficient funds to cover this reversal.', {
      code: 'balance_insufficient',
    });
  }
  const id = newId('trr');
  const refund = newId('pyr');
  const reversal: Stripe.TransferReversal = {
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction: postTransaction(world, {
      amount,
      currency,
      fee: 0,
      type: 'transfer_refund',
      source: id,
      description: null,
      availableAtOnce: true,
    }),
    created: nowSeconds(world),
    currency,
    destination_payment_refund: refund,
    metadata: input.metadata,
    source_refund: null,
    transfer: transfer.id,
  };
  world.store.put('transfer_reversal', id, { object: reversal, hidden: null });
  moveOnAccount(world, {
    account: destination,
    amount: -amount,
    currency,
    type: 'payment_refund',
    source: refund,
    payout: null,
  });
  const { object } = world.store.edit('transfer', transfer.id, (row) => {
    row.object.amount_reversed += amount;
    row.object.reversed = row.object.amount_reversed === row.object.amount;
  });
  emitEvent(world, 'transfer.reversed', object);
  return reversal;
}
