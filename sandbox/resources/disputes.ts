import type Stripe from 'stripe';
import { z } from 'zod';
import { endDispute, endingOf, isClosed } from '../disputes/decide-dispute.ts';
import { EVIDENCE_FILES, EVIDENCE_TEXTS } from '../disputes/empty-evidence.ts';
import { invalidRequest, resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import {
  boolean,
  clearableText,
  created,
  expandable,
  mergeMetadata,
  metadata,
  notInSandbox,
  pagination,
  text,
} from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import { scheduleJob } from '../jobs.ts';
import { readSettings } from '../settings.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';

const LONGEST_TEXT = 20_000;
const LONGEST_TOGETHER = 150_000;

const evidenceParams = z.strictObject({
  ...Object.fromEntries(EVIDENCE_TEXTS.map((name) => [name, clearableText(LONGEST_TEXT).optional()])),
  ...Object.fromEntries(EVIDENCE_FILES.map((name) => [name, clearableText().optional()])),
  ...notInSandbox('appeal', 'enhanced_evidence'),
});
const updateParams = z.strictObject({
  ...expandable,
  evidence: evidenceParams.optional(),
  metadata: metadata().optional(),
  submit: boolean().default(true),
  ...notInSandbox('intended_submission_method'),
});
const listParams = z.strictObject({
  ...pagination,
  charge: text().optional(),
  created: created().optional(),
  payment_intent: text().optional(),
});

function getOrThrow(world: World, id: string): Stripe.Dispute {
  const row = world.store.get('dispute', id);
  if (!row) throw resourceMissing('dispute', id, 'id');
  return row.object;
}

type Given = Record<string, string | null>;

/** What was given, without the parameters that were left out; each file must have been uploaded for this. */
function readEvidence(world: World, evidence: z.output<typeof evidenceParams>): Given {
  const entries: [string, string | null][] = [];
  for (const [name, value] of Object.entries(evidence)) {
    if (typeof value === 'string' || value === null) entries.push([name, value]);
  }
  for (const [name, value] of entries) {
    if (!(EVIDENCE_FILES as readonly string[]).includes(name) || value === null) continue;
    const file = world.store.get('file', value)?.object;
    if (!file) throw resourceMissing('file upload', value, `evidence[${name}]`);
    if (file.purpose === 'dispute_evidence') continue;
    const message = `The file ${value} was not uploaded with the purpose dispute_evidence.`;
    throw invalidRequest(message, { param: `evidence[${name}]` });
  }
  const length = entries.reduce((sum, [, value]) => sum + (value?.length ?? 0), 0);
  if (length > LONGEST_TOGETHER)
    throw invalidRequest(`Evidence may have ${LONGEST_TOGETHER} characters together.`, { param: 'evidence' });
  return Object.fromEntries(entries);
}

function updateDispute(world: World, id: string, params: z.output<typeof updateParams>): Stripe.Dispute {
  const before = getOrThrow(world, id);
  const given = params.evidence ? readEvidence(world, params.evidence) : null;
  const waits = before.status === 'needs_response' || before.status === 'warning_needs_response';
  if (given && isClosed(before)) throw invalidRequest('This dispute is already closed.');
  if (given && !waits) throw invalidRequest('Evidence for this dispute has already been submitted.');
  const submits = given !== null && params.submit;
  const { object } = world.store.edit('dispute', id, (row) => {
    row.object.metadata = mergeMetadata(row.object.metadata, params.metadata ?? {});
    if (!given) return;
    Object.assign(row.object.evidence, given);
    row.object.evidence_details.has_evidence = true;
    if (!submits) return;
    row.object.evidence_details.submission_count += 1;
    row.object.evidence_details.submission_method = 'manual';
    row.object.status = before.status === 'needs_response' ? 'under_review' : 'warning_under_review';
  });
  emitEvent(world, 'charge.dispute.updated', object, { status: before.status });
  if (submits && endingOf(object))
    scheduleJob(world, 'decide_dispute', id, world.nowMs() + readSettings(world.store).asyncDelayMs);
  return object;
}

export const disputeRoutes: Route[] = [
  route('GET', '/v1/disputes', listParams, ({ world, params, path }) => {
    const disputes = world.store
      .all('dispute')
      .map((row) => row.object)
      .filter((one) => createdWithin(one.created, params.created))
      .filter((one) => (params.charge ?? one.charge) === one.charge)
      .filter((one) => (params.payment_intent ?? one.payment_intent) === one.payment_intent);
    return pageOf(disputes.reverse(), params, path);
  }),
  route('GET', '/v1/disputes/:id', z.strictObject(expandable), ({ world, id }) => getOrThrow(world, id)),
  route('POST', '/v1/disputes/:id', updateParams, ({ world, id, params }) =>
    updateDispute(world, id, params),
  ),
  route('POST', '/v1/disputes/:id/close', z.strictObject(expandable), ({ world, id }) => {
    getOrThrow(world, id);
    return endDispute(world, id, 'lose');
  }),
];
