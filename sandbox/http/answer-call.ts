import { newId } from '../ids.ts';
import type { Fault } from '../records.ts';
import type { World } from '../world.ts';
import { requireTestKey } from './auth.ts';
import { ApiError, internalError, invalidParameter } from './errors.ts';
import { expandPaths } from './expand.ts';
import { pause, takeFault } from './faults.ts';
import { findReplay, fingerprintOf, keyInUse } from './idempotency.ts';
import { type FormObject, parseForm } from './parse-form.ts';
import { parseJson } from './parse-json.ts';
import { renderObject } from './render.ts';
import type { Route } from './routes.ts';

/** One request as it arrived, free of any web framework. */
export interface IncomingCall {
  method: string;
  /** Path without the query. */
  path: string;
  query: string;
  body: string;
  authorization: string | undefined;
  idempotencyKey: string | undefined;
  /** The connected account that the call is made for. */
  account?: string | undefined;
}

export interface Outcome {
  status: number;
  body: string;
  headers: Record<string, string>;
  /** The connection is cut without an answer. */
  hangUp?: true;
}

const TIMEOUT_FAULT_MS = 120_000;

/**
 * Answers one API call as Stripe does: key, planned fault, idempotency, then the work and its record in one
 * transaction. `running` holds the idempotency keys that are being answered now.
 */
export async function answerCall(
  world: World,
  route: Route | null,
  id: string,
  call: IncomingCall,
  running: Set<string>,
  stop: AbortSignal,
): Promise<Outcome> {
  const requestId = newId('req');
  const key = call.method === 'POST' ? call.idempotencyKey || null : null;
  try {
    requireTestKey(call.authorization);
    if (!route) throw unknownUrl(call);
    if (call.account) requireConnected(world, route, call.account);
    if (key && running.has(key)) throw keyInUse(key);
    if (key) running.add(key);
    try {
      return await answerWithFaults(world, route, id, call, { requestId, key }, stop);
    } finally {
      if (key) running.delete(key);
    }
  } catch (error) {
    return refusal(error, requestId, key);
  }
}

interface Identity {
  requestId: string;
  key: string | null;
}

async function answerWithFaults(
  world: World,
  route: Route,
  id: string,
  call: IncomingCall,
  identity: Identity,
  stop: AbortSignal,
): Promise<Outcome> {
  const fault = takeFault(world, call.method, call.path);
  if (fault?.when === 'before') {
    const broken = await breakCall(fault, identity, stop);
    if (broken) return broken;
  }
  const outcome = answerOnce(world, route, id, call, identity, fault);
  return (fault?.when === 'after' && (await breakCall(fault, identity, stop))) || outcome;
}

/** Plays the fault; null means that the call goes on after a delay. */
async function breakCall(
  fault: Fault,
  { requestId, key }: Identity,
  stop: AbortSignal,
): Promise<Outcome | null> {
  await pause(fault.mode === 'timeout' ? fault.delayMs || TIMEOUT_FAULT_MS : fault.delayMs, stop);
  if (fault.mode === 'timeout' || stop.aborted) return { status: 504, body: '', headers: {}, hangUp: true };
  if (fault.mode === 'slow') return null;
  const planned = new ApiError(fault.status, plannedFailure());
  return {
    ...toOutcome(planned.status, { error: planned.body }, requestId, key),
    headers: { ...baseHeaders(requestId, key), 'Stripe-Should-Retry': String(fault.when === 'before') },
  };
}

function plannedFailure() {
  return {
    type: 'api_error' as const,
    message: 'An error occurred with our connection to Stripe (planned in the sandbox).',
  };
}

/** The work itself, or the stored answer when the same key did it before. */
function answerOnce(
  world: World,
  route: Route,
  id: string,
  call: IncomingCall,
  { requestId, key }: Identity,
  fault: Fault | null,
): Outcome {
  const fingerprint = fingerprintOf(call.method, call.path, call.body);
  const replay = key === null ? null : findReplay(world, key, call.path, fingerprint);
  if (replay) {
    const headers = { 'Idempotent-Replayed': 'true', 'Original-Request': replay.requestId };
    return {
      status: replay.status,
      body: replay.body,
      headers: { ...baseHeaders(requestId, key), ...headers },
    };
  }
  const form = readForm(call);
  world.request = { id: requestId, idempotencyKey: key, account: call.account };
  try {
    return world.store.transaction(() => {
      const outcome = execute(world, route, id, call.path, form, { requestId, key });
      if (key !== null) {
        // Stripe stores a failure that came after the work had begun: a repeat of the key gets the failure
        // again.
        const failed = fault?.when === 'after' && fault.mode === 'error';
        const stored = failed
          ? { status: fault.status, body: JSON.stringify({ error: plannedFailure() }) }
          : outcome;
        world.store.put('idempotency_key', key, {
          key,
          path: call.path,
          fingerprint,
          requestId,
          status: stored.status,
          body: stored.body,
          createdAt: world.nowMs(),
        });
      }
      return outcome;
    });
  } finally {
    world.request = null;
  }
}

function execute(
  world: World,
  route: Route,
  id: string,
  path: string,
  form: FormObject,
  { requestId, key }: Identity,
): Outcome {
  const savepoint = world.store.savepoint();
  try {
    const { answer, expand } = route.run(world, id, path, form);
    const rendered = isList(answer)
      ? { ...answer, data: answer.data.map((item) => renderObject(world.store, item)) }
      : renderObject(world.store, answer);
    return toOutcome(200, expandPaths(world.store, rendered, expand), requestId, key);
  } catch (error) {
    if (!(error instanceof ApiError) || error.options.beforeExecution) throw error;
    if (!error.options.keepsWork) world.store.rollbackTo(savepoint);
    return refusal(error, requestId, key);
  }
}

/** API v2 takes JSON, all else takes forms. */
function readForm(call: IncomingCall): FormObject {
  if (call.method !== 'POST') return parseForm(call.query);
  return call.path.startsWith('/v2/') ? parseJson(call.body) : parseForm(call.body);
}

function requireConnected(world: World, route: Route, account: string): void {
  if (!route.connected) {
    throw invalidParameter('Stripe takes this call for a connected account, but the sandbox does not.', {
      code: 'parameter_unsupported_in_sandbox',
    });
  }
  if (world.store.get('v2.core.account', account)) return;
  const message =
    `The provided key does not have access to account '${account}' (or that account does ` +
    'not exist). Application access may have been revoked.';
  throw new ApiError(
    403,
    { type: 'invalid_request_error', code: 'account_invalid', message },
    { beforeExecution: true },
  );
}

function isList(answer: { object: string }): answer is { object: 'list'; data: { object: string }[] } {
  return answer.object === 'list';
}

function refusal(error: unknown, requestId: string, key: string | null): Outcome {
  if (!(error instanceof ApiError)) console.error('The Stripe sandbox failed to answer a call:', error);
  const { status, body } = error instanceof ApiError ? error : internalError();
  const request_log_url = `https://dashboard.stripe.com/test/logs/${requestId}`;
  return toOutcome(status, { error: { ...body, request_log_url } }, requestId, key);
}

function toOutcome(status: number, body: object, requestId: string, key: string | null): Outcome {
  return { status, body: JSON.stringify(body, null, 2), headers: baseHeaders(requestId, key) };
}

function baseHeaders(requestId: string, key: string | null): Record<string, string> {
  return { 'Request-Id': requestId, ...(key !== null && { 'Idempotency-Key': key }) };
}

function unknownUrl({ method, path }: IncomingCall): ApiError {
  const message =
    `Unrecognized request URL (${method}: ${path}). Please see ` +
    'https://docs.stripe.com/api or we can help at https://support.stripe.com/.';
  return new ApiError(404, { type: 'invalid_request_error', message }, { beforeExecution: true });
}
