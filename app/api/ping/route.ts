import { publicRoute } from '@/lib/entry/routes';

/** Does nothing: for load balancers that ask if the process answers, and to measure what HTTP costs. */
export const POST = publicRoute({ name: 'ping' }, () => Response.json({ ok: true }));

export const GET = POST;
