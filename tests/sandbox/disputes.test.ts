import { expect, test } from 'vitest';
import { expectShape } from './expect-shape.ts';
import { customerWithCard, errorOf, offSession, openReceiver, openSandbox, until } from './helpers.ts';

async function charged(card: string, options: Parameters<typeof openSandbox>[0] = {}) {
  const sandbox = await openSandbox(options);
  await sandbox.control('settings', { asyncDelayMs: 86_400_000 });
  const { customer, method } = await customerWithCard(sandbox.stripe, card);
  const intent = await sandbox.stripe.paymentIntents.create({
    ...offSession(customer.id, method.id, 1000),
    expand: [],
  });
  return { ...sandbox, charge: String(intent.latest_charge) };
}

type Charged = Awaited<ReturnType<typeof charged>>;

async function disputeOf({ stripe, charge }: Charged) {
  const { data } = await stripe.disputes.list({ charge });
  if (!data[0]) throw new Error('The charge is not disputed.');
  return data[0];
}

async function balanceOf({ stripe }: Charged) {
  const balance = await stripe.balance.retrieve();
  return (balance.available[0]?.amount ?? 0) + (balance.pending[0]?.amount ?? 0);
}

test('…0259 is disputed at once: amount and fee leave, and it has the published shape', async () => {
  const world = await charged('pm_card_createDispute');
  const dispute = await disputeOf(world);
  expectShape(dispute, 'dispute');
  expect(dispute).toMatchObject({
    status: 'needs_response',
    reason: 'fraudulent',
    is_charge_refundable: false,
  });
  expect(dispute.balance_transactions).toMatchObject([
    { amount: -1000, fee: 1500, net: -2500, type: 'adjustment', reporting_category: 'dispute' },
  ]);
  expect(await balanceOf(world)).toBe(1000 - 59 - 2500);
  expect(await world.stripe.charges.retrieve(world.charge)).toMatchObject({ disputed: true });
  const refused = await errorOf(world.stripe.refunds.create({ charge: world.charge }));
  expect(refused).toMatchObject({ statusCode: 400, code: 'charge_disputed' });
});

test('evidence with a PDF; winning_evidence wins, the money comes back, the fee stays', async () => {
  const world = await charged('pm_card_createDispute');
  const { id } = await disputeOf(world);
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7 '), Buffer.from([0, 255, 13, 10, 128])]);
  const file = await world.stripe.files.create({
    purpose: 'dispute_evidence',
    file: { data: pdf, name: 'evidence.pdf', type: 'application/pdf' },
  });
  expect(file).toMatchObject({ object: 'file', type: 'pdf', size: pdf.length, filename: 'evidence.pdf' });
  const kept = world.state.get('file', file.id)?.hidden.content ?? '';
  expect(Buffer.from(kept, 'base64').equals(pdf)).toBe(true);

  const staged = await world.stripe.disputes.update(id, {
    evidence: { uncategorized_file: file.id },
    submit: false,
  });
  expect(staged).toMatchObject({ status: 'needs_response', evidence: { uncategorized_file: file.id } });
  const sent = await world.stripe.disputes.update(id, {
    evidence: { uncategorized_text: 'winning_evidence' },
  });
  expect(sent).toMatchObject({
    status: 'under_review',
    evidence: { uncategorized_file: file.id },
    evidence_details: { has_evidence: true, submission_count: 1 },
  });
  expect(
    (await errorOf(world.stripe.disputes.update(id, { evidence: { receipt: file.id } }))).message,
  ).toContain('already been submitted');
  await world.control('settle');
  const won = await world.stripe.disputes.retrieve(id, { expand: ['charge'] });
  expect(won).toMatchObject({ status: 'won', charge: { id: world.charge } });
  expect(won.balance_transactions.map(({ amount }) => amount)).toEqual([-1000, 1000]);
  expect(await balanceOf(world)).toBe(1000 - 59 - 1500);
});

test('losing_evidence loses; so does closing; a lost one may be reinstated', async () => {
  const world = await charged('pm_card_createDispute');
  const { id } = await disputeOf(world);
  await world.stripe.disputes.update(id, { evidence: { uncategorized_text: 'losing_evidence' } });
  await world.control('settle');
  expect(await world.stripe.disputes.retrieve(id)).toMatchObject({ status: 'lost' });
  expect(await balanceOf(world)).toBe(1000 - 59 - 2500);
  await world.control(`disputes/${id}/reinstate`);
  expect(await balanceOf(world)).toBe(1000 - 59 - 1500);

  const other = await charged('pm_card_createDispute');
  const closed = await other.stripe.disputes.close((await disputeOf(other)).id);
  expect(closed).toMatchObject({ status: 'lost' });
});

test('…1976 inquires: nothing moves, a refund closes it, and it may become a dispute', async () => {
  const world = await charged('pm_card_createDisputeInquiry');
  const inquiry = await disputeOf(world);
  expectShape(inquiry, 'dispute');
  expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
  expect(await balanceOf(world)).toBe(1000 - 59);
  await world.stripe.refunds.create({ charge: world.charge });
  expect(await world.stripe.disputes.retrieve(inquiry.id)).toMatchObject({ status: 'warning_closed' });

  const other = await charged('pm_card_createDisputeInquiry');
  const { id } = await disputeOf(other);
  await other.control(`disputes/${id}/escalate`);
  expect(await other.stripe.disputes.retrieve(id)).toMatchObject({
    status: 'needs_response',
    balance_transactions: [{ amount: -1000, fee: 1500 }],
  });
});

test('…5423 warns of fraud; a refund answers the warning', async () => {
  const world = await charged('pm_card_createIssuerFraudRecord');
  const { data } = await world.stripe.radar.earlyFraudWarnings.list({ charge: world.charge });
  expect(data).toMatchObject([{ actionable: true, charge: world.charge }]);
  await world.stripe.refunds.create({ charge: world.charge });
  const after = await world.stripe.radar.earlyFraudWarnings.retrieve(String(data[0]?.id));
  expect(after.actionable).toBe(false);
});

test('the webhooks come in order: created, funds withdrawn, updated, closed, funds reinstated', async () => {
  const receiver = await openReceiver();
  const world = await charged('pm_card_createDispute', { webhookUrl: receiver.url });
  const { id } = await disputeOf(world);
  await world.stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } });
  await world.control('settle');
  const seen = () => receiver.types().filter((type) => type.startsWith('charge.dispute'));
  await until(() => seen().length === 5, 'five events of the dispute');
  const { data } = await world.stripe.events.list({ limit: 100 });
  const inOrder = data.map(({ type }) => type).filter((type) => type.startsWith('charge.dispute'));
  expect(inOrder.reverse()).toEqual([
    'charge.dispute.created',
    'charge.dispute.funds_withdrawn',
    'charge.dispute.updated',
    'charge.dispute.closed',
    'charge.dispute.funds_reinstated',
  ]);
});

test('a file that is no evidence is refused, and so is one that was never uploaded', async () => {
  const world = await charged('pm_card_createDispute');
  const { id } = await disputeOf(world);
  const create = (data: Buffer, type: string) =>
    world.stripe.files.create({ purpose: 'dispute_evidence', file: { data, name: 'x', type } });
  expect((await errorOf(create(Buffer.from('text'), 'text/plain'))).message).toContain('PDF');
  expect((await errorOf(create(Buffer.alloc(5 * 1024 * 1024 + 1, 65), 'application/pdf'))).message).toContain(
    '5 MB',
  );
  const missing = await errorOf(world.stripe.disputes.update(id, { evidence: { receipt: 'file_none' } }));
  expect(missing).toMatchObject({ code: 'resource_missing', param: 'evidence[receipt]' });
});
