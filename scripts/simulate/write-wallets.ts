import { at, atOrNull, insertRows } from './insert-rows.ts';
import { idOf } from './number-year.ts';
import { bookedFeeMicros } from './planted-fee.ts';
import { keyOf, pageExpiry } from './processor-steps.ts';
import type { Work } from './town-at-work.ts';
import type { ReaderYear, TopUp } from './types.ts';

/** Wallets with their lots and gifts as they stand at the end of the year, and the top-ups. */
export async function writeWallets(work: Work): Promise<void> {
  const { client, year, numbers } = work;
  const { currency } = year.rules;
  const wallets = year.readers.map((reader) => ({
    ...{
      id: idOf(numbers.wallets, reader),
      user_id: idOf(numbers.users, reader),
      currency,
      status: 'active',
    },
    time_zone: reader.person.timeZone,
    created_at: at(reader.joinedMs),
  }));
  const paid = year.readers.map((reader) => ({
    ...{ account: idOf(numbers.paidLots, reader), wallet: idOf(numbers.wallets, reader), kind: 'paid' },
    ...{ balance: reader.paidMicros, expiresMs: null, atMs: reader.joinedMs },
  }));
  const gifts = year.readers.flatMap((reader) =>
    reader.gifts.map((gift, n) => ({
      ...{ account: giftLot(work, reader, n), wallet: idOf(numbers.wallets, reader), kind: 'promotional' },
      ...{ balance: gift.leftMicros, expiresMs: gift.expiresMs, atMs: gift.atMs, gift },
      grant: numbers.grants.get(reader)?.[n] ?? 0n,
    })),
  );
  await insertRows(client, 'wallets', wallets);
  await insertRows(
    client,
    'accounts',
    [...paid, ...gifts].map(({ account, kind, atMs }) => ({
      ...{ id: account, type: `${kind}_lot`, currency },
      created_at: at(atMs),
    })),
  );
  await insertRows(
    client,
    'lots',
    [...paid, ...gifts].map(({ account, wallet, kind, balance, expiresMs, atMs }) => ({
      ...{ account_id: account, wallet_id: wallet, kind, balance_micros: balance },
      expires_at: atOrNull(expiresMs),
      created_at: at(atMs),
    })),
  );
  await insertRows(
    client,
    'grants',
    gifts.map(({ gift, grant, account, wallet }) => ({
      ...{ id: grant, wallet_id: wallet, lot_account_id: account, amount_micros: gift.amountMicros },
      grant_key: gift.key,
      created_at: at(gift.atMs),
      expires_at: at(gift.expiresMs),
      expired_at: atOrNull(gift.lapsed?.atMs ?? null),
    })),
  );
  await writeTopUps(work);
}

export function giftLot({ numbers }: Pick<Work, 'numbers'>, reader: ReaderYear, place: number): bigint {
  const lot = numbers.giftLots.get(reader)?.[place];
  if (lot === undefined) throw new Error('This gift was not numbered.');
  return lot;
}

async function writeTopUps(work: Work): Promise<void> {
  const { client, year, numbers } = work;
  await insertRows(
    client,
    'top_ups',
    year.readers.flatMap((reader) =>
      reader.topUps.map((topUp) => topUpRow(work, topUp, idOf(numbers.wallets, reader))),
    ),
  );
}

function topUpRow(work: Work, topUp: TopUp, wallet: bigint) {
  const id = idOf(work.numbers.topUps, topUp);
  const answer = work.answers.checkouts.get(keyOf(id));
  const paid = topUp.paidMs === null ? null : (answer?.paid ?? null);
  return {
    ...{ id, wallet_id: wallet, request_key: topUp.requestKey, amount_micros: topUp.amountMicros },
    status: paid ? 'paid' : 'expired',
    save_card: topUp.saveCard,
    session_ref: answer?.session ?? null,
    payment_ref: answer?.intent ?? null,
    charge_ref: paid?.charge ?? null,
    transaction_ref: paid?.transaction ?? null,
    fee_micros: paid ? bookedFeeMicros(work, topUp) : null,
    failure_code: answer?.declineCode ?? null,
    card_brand: paid?.brand ?? null,
    card_last4: paid?.last4 ?? null,
    expires_at: at(pageExpiry(topUp)),
    created_at: at(topUp.openedMs),
    paid_at: atOrNull(topUp.paidMs),
  };
}
