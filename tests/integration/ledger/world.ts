import { db, pool, type Tx } from '@/lib/core/db';
import { openCreatorAccounts } from '@/lib/ground/ledger/open-creator-accounts';
import { openWallet } from '@/lib/ground/ledger/open-wallet';
import { postTopUp } from '@/lib/ground/ledger/post-top-up';
import { reconcile } from '@/lib/ground/ledger/reconcile';

let serial = 0;
const next = () => `${process.pid}-${++serial}`;

async function insertId(text: string, values: unknown[]): Promise<bigint> {
  const { rows } = await pool.query<{ id: string }>(text, values);
  return BigInt(rows[0]?.id ?? 0);
}

export const makeUser = () =>
  insertId('INSERT INTO users (email) VALUES ($1) RETURNING id', [`${next()}@example.com`]);

/** A paid top-up with its row; the money is in the wallet's paid lot afterwards. */
export async function topUp(walletId: bigint, amountMicros: bigint): Promise<bigint> {
  const post = async (tx: Tx) => {
    const row = await tx.topUp.create({
      data: {
        walletId,
        requestKey: crypto.randomUUID(),
        amountMicros,
        status: 'paid',
        paidAt: new Date(),
        expiresAt: new Date(),
      },
    });
    await postTopUp(tx, { topUpId: row.id, walletId, amountMicros });
    return row.id;
  };
  // Crowds are made all at once: each waits for a connection as long as it takes.
  return db.$transaction(post, { maxWait: 30_000, timeout: 30_000 });
}

/** A reader with a wallet that holds `paidMicros`. */
export async function makeReader(paidMicros = 0n, currency = 'usd') {
  const userId = await makeUser();
  const wallet = await openWallet(db, { userId, currency });
  if (paidMicros > 0n) await topUp(wallet.id, paidMicros);
  return { userId, walletId: wallet.id };
}

export async function makeCreator(currency = 'usd') {
  const creatorId = await insertId(
    `INSERT INTO creators (user_id, handle, name) VALUES ($1, $2, 'A creator') RETURNING id`,
    [await makeUser(), `creator-${next()}`],
  );
  return { creatorId, ...(await openCreatorAccounts(db, { creatorId, currency })) };
}

/** A published item with a price in the creator's currency. */
export async function makeItem(
  creator: { creatorId: bigint; pendingAccountId: bigint },
  priceMicros: bigint,
  currency = 'usd',
): Promise<bigint> {
  const itemId = await insertId(
    `INSERT INTO items (creator_id, slug, status, language, topic, title, published_at, updated_at)
     VALUES ($1, $2, 'published', 'en', 'money', 'An item', now(), now()) RETURNING id`,
    [creator.creatorId, `item-${next()}`],
  );
  await pool.query(
    'INSERT INTO item_prices (item_id, currency, price_micros, pending_account_id) VALUES ($1, $2, $3, $4)',
    [itemId, currency, priceMicros, creator.pendingAccountId],
  );
  return itemId;
}

export async function one<T>(text: string, values: unknown[] = []): Promise<T> {
  const { rows } = await pool.query(text, values);
  return rows[0] as T;
}

/** The names of the laws that the database breaks now; each test file ends by asking for none. */
export async function listBrokenLaws(): Promise<string[]> {
  const client = await pool.connect();
  try {
    const broken: string[] = [];
    for await (const law of reconcile(client)) {
      if (law.offenders.length > 0) broken.push(`${law.name}: ${JSON.stringify(law.offenders)}`);
    }
    return broken;
  } finally {
    client.release();
  }
}

/** Dates unlocks and their transfers back, past the rules that forbid it: time cannot be waited for. */
export async function age(unlockIds: bigint[], minutes: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN;
      ALTER TABLE unlocks DISABLE TRIGGER unlocks_fixed; ALTER TABLE transfers DISABLE TRIGGER
        transfers_insert_only`);
    const earlier = `created_at - interval '${minutes} minutes'`;
    await client.query(`UPDATE unlocks SET created_at = ${earlier} WHERE id = ANY ($1)`, [unlockIds]);
    await client.query(
      `UPDATE transfers SET created_at = ${earlier} WHERE kind = 'unlock' AND ref = ANY ($1)`,
      [unlockIds],
    );
    await client.query(`
      ALTER TABLE unlocks ENABLE TRIGGER unlocks_fixed; ALTER TABLE transfers ENABLE ALWAYS TRIGGER
        transfers_insert_only;
      COMMIT`);
  } finally {
    client.release();
  }
}

/** Moves a gift's date into the past: a test that waited for it would depend on how fast the machine is. */
export async function passDate(walletId: bigint, grantKey: string): Promise<void> {
  await pool.query(
    `WITH g AS (UPDATE grants SET expires_at = now() - interval '1 second' WHERE wallet_id = $1
      AND grant_key = $2 RETURNING *)
     UPDATE lots SET expires_at = g.expires_at FROM g WHERE account_id = g.lot_account_id`,
    [walletId, grantKey],
  );
}
