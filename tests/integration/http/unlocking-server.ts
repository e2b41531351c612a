import { onServerEnd } from '../../../lib/core/http/server-end.ts';
import { endOnSignal } from '../../../lib/entry/server/end-on-signal.ts';
import { startServer } from '../../../lib/entry/server/start-server.ts';
import { drainSpends, spend } from '../../../lib/ground/ledger/spend.ts';

// The server of the product around nothing but unlocks: `POST /<wallet>/<item>` answers the unlock's id.
const running = await startServer({
  port: 0,
  hostname: '127.0.0.1',
  async handler(request, response) {
    const [walletId = 0n, itemId = 0n] = (request.url ?? '').slice(1).split('/').map(BigInt);
    const result = await spend({ walletId, itemId, seenPriceMicros: 1_000n });
    response.end('unlockId' in result ? String(result.unlockId) : '');
  },
});
onServerEnd('answered', drainSpends);
endOnSignal(running);
process.stdout.write(`${running.port}\n`);
