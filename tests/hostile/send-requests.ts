import { connect } from 'node:net';
import { type HostileRequest, makeRequest, type Surroundings } from './make-request.ts';
import { makeRandom } from './random.ts';

export interface Outcome {
  /** By status; 0 stands for a connection closed or left without an answer, which is no fault. */
  statuses: Record<number, number>;
  /** What was answered 5xx, except 503 with Retry-After, as far as it helps to find out why. */
  faults: { index: number; status: number; head: string; body: string }[];
}

const PATIENCE_MS = 20_000;
const SILENCE_MS = 300;

interface Plan extends Surroundings {
  port: number;
  count: number;
  seed: number;
  /** How many are on their way at once. */
  lanes?: number;
}

/** Sends the requests that the seed decides to a server on this machine, and says how they were answered. */
export async function sendRequests({ port, count, seed, lanes = 8, ...around }: Plan): Promise<Outcome> {
  const outcome: Outcome = { statuses: {}, faults: [] };
  let sent = 0;
  const work = async () => {
    while (sent < count) {
      const index = sent++;
      // Each of its own, so that one alone can be made again.
      const request = makeRequest(makeRandom(seed * 1_000_003 + index), around);
      const { status, retryAfter } = await send(port, request);
      outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
      if (status < 500 || (status === 503 && retryAfter)) continue;
      outcome.faults.push({
        index,
        status,
        head: request.head.slice(0, 1_500),
        body: request.body.toString('latin1').slice(0, 500),
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return outcome;
}

/** Resolves with what the head of the answer says; never rejects. */
function send(
  port: number,
  { head, body, sent }: HostileRequest,
): Promise<{ status: number; retryAfter: boolean }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      const status = /^HTTP\/1\.[01] (?!1\d\d)(\d{3})/m.exec(answer);
      resolve({ status: Number(status?.[1] ?? 0), retryAfter: /^retry-after:/im.test(answer) });
    };
    const timer = setTimeout(end, PATIENCE_MS);
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
      if (/\r\n\r\n/.test(answer.replace(/^HTTP\/1\.1 1\d\d[^\r]*\r\n\r\n/, ''))) end();
    });
    socket.on('error', end);
    socket.on('close', end);
    socket.write(Buffer.from(head, 'latin1'));
    socket.write(body.subarray(0, sent));
    // Half of a body, and then the line goes dead.
    if (sent < body.length) setTimeout(() => socket.destroy(), SILENCE_MS);
  });
}
