/** Does nothing: for load balancers that ask whether the process answers, and to measure what HTTP itself costs. */
export function POST(): Response {
  return Response.json({ ok: true });
}

export const GET = POST;
