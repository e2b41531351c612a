import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// Run as a process of its own, so that its whole output can be read: a server that logs as ours does, and one
// person's way through it. argv: the person's password, the hosted page's card number, the paid text.
const [password = '', card = '', body = ''] = process.argv.slice(2);
const { watchRequests } = await import('../../../lib/entry/server/watch-requests.ts');
const { log } = await import('../../../lib/core/log.ts');
const { getRequestScope } = await import('../../../lib/core/request-scope.ts');
const { db, disconnect } = await import('../../../lib/core/db.ts');
const { signUp } = await import('../../../lib/rooms/identity/sign-up.ts');
const { startSession } = await import('../../../lib/rooms/identity/start-session.ts');
const { verifyCredentials } = await import('../../../lib/rooms/identity/verify-credentials.ts');
const { createTopUp } = await import('../../../lib/rooms/wallet/create-top-up.ts');
const { fulfilTopUp } = await import('../../../lib/rooms/wallet/fulfil-top-up.ts');
const { spend } = await import('../../../lib/ground/ledger/spend.ts');
const { getUnlockedBody } = await import('../../../lib/rooms/unlocks/get-unlocked-body.ts');
const { receiveWebhook } = await import('../../../lib/entry/stripe-events/receive-webhook.ts');
const { createCreator } = await import('../../../prisma/factories/create-creator.ts');
const { publishArticle } = await import('../../../prisma/factories/publish-article.ts');

const email = `${randomUUID()}@example.com`;

async function walk(requestId: string): Promise<void> {
  const browser = {
    requestId,
    address: '198.51.100.7',
    userAgent: 'Test',
    locale: 'en' as const,
    sessionId: null,
    devices: [],
  };
  const { userId } = await signUp({ email, password, name: 'A Reader' }, browser);
  await verifyCredentials({ email, password: `${password} wrong` }, browser);
  await verifyCredentials({ email, password }, browser);
  const token = await startSession(userId, 'password', browser);
  const { url } = await createTopUp({
    userId,
    requestKey: randomUUID(),
    amount: '10',
    saveCard: false,
    wanted: null,
    locale: 'en',
  });
  const sessionId = url.slice(url.lastIndexOf('/') + 1);
  const fields = {
    method: 'card',
    number: card,
    expiry: '12 / 34',
    cvc: '123',
    name: 'A',
    holder: 'A',
    email,
    account: '',
    attempt: randomUUID(),
  };
  await fetch(`${process.env.STRIPE_API_BASE}/c/pay/${sessionId}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
  });
  await fulfilTopUp(sessionId);
  await receiveWebhook(JSON.stringify({ forged: card, password }), 't=1,v1=00');
  const creator = await createCreator(db, { handle: 'logged-writer', name: 'W', email: 'w@example.com' });
  const item = await publishArticle(db, {
    slug: 'logged',
    creatorId: creator.id,
    title: 'T',
    priceMicros: 35_000n,
    body,
  });
  const wallet = await db.wallet.findFirstOrThrow({ where: { userId } });
  const bought = await spend({ walletId: wallet.id, itemId: item.id, seenPriceMicros: 35_000n });
  const text = await getUnlockedBody(item.id, userId);
  if (bought.status !== 'unlocked' || !text?.includes(body)) throw new Error('the journey went astray');
  log.error({ err: new Error('something of ours failed'), password, token }, 'as a fault is logged');
}

watchRequests(() => {});
const server = createServer((request, response) => {
  walk(getRequestScope()?.requestId ?? 'none').then(
    () => response.end(String(request.headers['x-request-id'])),
    (error: unknown) => {
      process.stderr.write(String(error));
      response.writeHead(500).end();
    },
  );
});
async function finish(): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/sign-up?token=a-secret-of-a-link`);
  process.stdout.write(`${JSON.stringify({ done: answer.status, requestId: await answer.text() })}\n`);
  server.close();
  await disconnect();
}
server.listen(0, '127.0.0.1', () => void finish());
