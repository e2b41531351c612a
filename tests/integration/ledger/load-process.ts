import { writeSync } from 'node:fs';
import { db, pool } from '../../../lib/core/db.ts';
import { spend } from '../../../lib/ground/ledger/spend.ts';

// An app process under load, for the test that kills it. Arguments: the first item and how many to go
// through; every wallet of the database buys every item of them. Each acknowledged unlock is written down at
// once, before anything else: what stands on standard output was promised to a reader.
const [first = 1, count = 1] = process.argv.slice(2).map(Number);
const { rows } = await pool.query<{ id: string }>('SELECT id FROM wallets ORDER BY id');

async function shop(walletId: bigint): Promise<void> {
  for (let k = 0; k < count; k += 1) {
    const request = { walletId, itemId: BigInt(first + k), seenPriceMicros: 1_000n };
    for (;;) {
      try {
        const result = await spend(request);
        if ('unlockId' in result) writeSync(1, `${walletId} ${request.itemId} ${result.unlockId}\n`);
        break;
      } catch {
        // The database is away; a reader would press again.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}

writeSync(1, 'ready\n');
await Promise.all(rows.map((row) => shop(BigInt(row.id))));
writeSync(1, 'done\n');
await db.$disconnect();
process.exit(0);
