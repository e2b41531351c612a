import { disconnect } from '../../../lib/core/db.ts';
import { applyConnectedPayout } from '../../../lib/rooms/payouts/apply-connected-payout.ts';
import { refreshPayouts } from '../../../lib/rooms/payouts/refresh-payouts.ts';
import { requestPayout } from '../../../lib/rooms/payouts/request-payout.ts';

// An app process for the tests that kill it: asks for a payout, follows one to the bank, or does the worker's
// round.
const [task, first = '', second = ''] = process.argv.slice(2);

async function run(): Promise<void> {
  switch (task) {
    case 'request':
      await requestPayout({ creatorId: BigInt(first), requestKey: second, amountMicros: null });
      return;
    case 'bank':
      await applyConnectedPayout(first, second);
      return;
    case 'refresh':
      // As if so many hours had passed: every payout is due to be asked about, those of the round before too.
      await refreshPayouts(new Date(Date.now() + Number(first) * 61 * 60_000));
      return;
    default:
      throw new Error(`${task} is no task`);
  }
}

try {
  await run();
} catch {
  // A refusal: the test reads from the database what became of it.
  process.exitCode = 1;
} finally {
  await disconnect();
}
