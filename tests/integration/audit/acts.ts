import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { db } from '@/lib/core/db';
import { setCreatorFrozen } from '@/lib/desks/backoffice/people/set-creator-frozen';
import { setWalletFrozen } from '@/lib/desks/backoffice/people/set-wallet-frozen';
import { requestCharge } from '@/lib/desks/reconciliation/processor-charges';
import { getDraft } from '@/lib/desks/studio/get-draft';
import { saveCannedAnswer } from '@/lib/desks/support/canned-answers';
import { spend } from '@/lib/ground/ledger/spend';
import { issueToken } from '@/lib/rooms/identity/mail-tokens';
import { prepareEvidence } from '@/lib/rooms/money-back/disputes/prepare-evidence';
import { reverseUnlock } from '@/lib/rooms/money-back/refunds/reverse-unlock';
import { putAside } from '@/lib/rooms/odd-money/put-aside';
import { signIn } from '../access/request';
import { mailedLink } from '../auth/helpers';
import { DOLLAR, earn, makeCreator as makeEarner, makePayee, onboard } from '../payouts/world';
import { makeArticle, makePayer, makeReader } from '../refunds/world';
import * as studio from '../studio/world';
import {
  addJob,
  askForGift,
  askForHelp,
  codeOf,
  halfSession,
  makeAdmin,
  makeBatch,
  makeBeginner,
  makeGuarded,
  makePerson,
  makeWaitingBatch,
  newMail,
  PASSWORD,
} from './world';

/** One act that could be done, and the row that it has to leave. */
interface AuditedAct {
  cookie: string | null;
  /** Who must stand in the row; a function where the act makes them. */
  actorId: bigint | (() => Promise<bigint>);
  /** What the action is called with; the second try may need other words, as the first are used up. */
  input: unknown | ((attempt: number) => unknown);
  /** `before` and `after` name what the row must tell; undefined: nothing was there, or is. */
  row: { action: string; subjectType: string; before?: object; after?: object };
  /** A failure is told by another page, not by the answer. */
  redirects?: true;
  /** Acts of their own within the same request. */
  beside?: string[];
  /** Tables where the failed try leaves a trace that is no part of the act. */
  leaves?: string[];
}

type MakeAct = () => Promise<AuditedAct>;

const NOTE = 'A reason.';
const CARD_DISPUTED = '4000000000000259';
const by = async (...role: Parameters<typeof makeAdmin>) => {
  const { cookie, userId: actorId } = await makeAdmin(...role);
  return { cookie, actorId };
};
const person = ({ cookie, userId: actorId }: { cookie: string; userId: bigint }) => ({ cookie, actorId });
const creator = async ({ userId }: { userId: bigint }) => ({ cookie: await signIn(userId), actorId: userId });
const about = (subjectType: string) => (action: string, before?: object, after?: object) => ({
  action,
  subjectType,
  before,
  after,
});
const [adjustment, batch, user, wallet, ofCreator, session, item] = [
  ...['adjustment', 'gift_batch', 'user', 'wallet', 'creator', 'session', 'item'],
].map(about) as [About, About, About, About, About, About, About];
type About = ReturnType<typeof about>;

const profile = () => ({
  handle: `audit-${'abcdefghij'[serial++ % 10]}${serial}`,
  name: 'A Maker',
  bio: '',
  links: '',
  hue: 10,
});
let serial = 0;

async function makeDispute() {
  const { topUpId } = await makePayer([10], CARD_DISPUTED);
  return (await db.dispute.findFirstOrThrow({ where: { topUpId } })).id;
}

async function makeUnlock() {
  const { walletId } = await makePayer();
  const { itemId } = await makeArticle(1_000_000n);
  const result = await spend({ walletId, itemId, seenPriceMicros: 1_000_000n });
  if (result.status !== 'unlocked') throw new Error(result.status);
  return result.unlockId;
}

/** As a run writes it down: whatever is at Stripe is in the books here. */
async function makeDifference() {
  const period = { fromAt: new Date(0), untilAt: new Date(), endedAt: new Date() };
  const { id: runId } = await db.reconciliation.create({ data: { ...period, status: 'done' } });
  const facts = { category: 'charges', currency: 'usd', happenedAt: new Date(), key: `made up ${runId}` };
  await db.reconciliationDifference.create({ data: { runId, number: 1, kind: 'missing_here', ...facts } });
  return { runId: String(runId), number: '1' };
}

/** A difference that is a fee of the processor's own. */
async function makeCost() {
  const { runId } = await makeDifference();
  const id = `txn_cost_${runId}`;
  const facts = { category: 'other', currency: 'usd', key: id, transactionRef: id, happenedAt: new Date() };
  await db.processorTransaction.create({
    data: {
      id,
      type: 'stripe_fee',
      category: 'fee',
      currency: 'usd',
      amountMicros: -2_000_000n,
      feeMicros: 0n,
      createdAt: new Date(),
    },
  });
  await db.reconciliationDifference.create({
    data: { runId: BigInt(runId), number: 2, kind: 'missing_here', ...facts },
  });
  return { runId, number: '2' };
}

/** A settled unlock that a colleague wants taken back at more than one admin may decide. */
async function askForReversal() {
  const { walletId } = await makePayer([30]);
  const { itemId } = await makeArticle(25_000_000n);
  const unlock = await spend({ walletId, itemId, seenPriceMicros: 25_000_000n });
  if (unlock.status !== 'unlocked') throw new Error(unlock.status);
  await db.$queryRaw`
    SELECT settle_account(pending_account_id, clock_timestamp(), 10)::text FROM item_prices
      WHERE item_id = ${itemId}`;
  const { unlockId } = unlock;
  const act = (await makeAdmin()).act();
  await reverseUnlock({ unlockId, source: 'platform', note: NOTE, act, locale: 'en' });
  const { id } = await db.reversalRequest.findFirstOrThrow({ where: { unlockId } });
  return { unlockId: String(unlockId), requestId: String(id) };
}

/** Every act of the back office, by the action that does it. */
export const ADMIN_ACTS: Record<string, MakeAct> = {
  requestAdjustmentAction: async () => ({
    ...(await by()),
    input: {
      target: `gift:${(await makeReader()).walletId}`,
      direction: 'credit',
      amount: '1',
      reason: 'goodwill',
      note: NOTE,
      requestKey: randomUUID(),
      seenBalanceMicros: '0',
    },
    row: adjustment('post_adjustment', { balanceMicros: '0' }, { balanceMicros: '1000000' }),
  }),
  approveAdjustmentAction: async () => ({
    ...(await by()),
    input: {
      adjustmentId: String(await askForGift((await makeReader()).walletId, 25n)),
      seenBalanceMicros: '0',
    },
    row: adjustment(
      'approve_adjustment',
      { status: 'pending' },
      { status: 'posted', balanceMicros: '25000000' },
    ),
  }),
  rejectAdjustmentAction: async () => ({
    ...(await by()),
    input: { adjustmentId: String(await askForGift((await makeReader()).walletId, 25n)), note: NOTE },
    row: adjustment('reject_adjustment', { status: 'pending' }, { status: 'rejected', note: NOTE }),
  }),
  reverseAdjustmentAction: async () => ({
    ...(await by()),
    input: {
      adjustmentId: String(await askForGift((await makeReader()).walletId, 1n)),
      note: NOTE,
      requestKey: randomUUID(),
      seenBalanceMicros: '1000000',
    },
    row: adjustment('reverse_adjustment', { balanceMicros: '1000000' }, { balanceMicros: '0' }),
  }),
  prepareEvidenceAction: async () => ({
    ...(await by()),
    input: { disputeId: String(await makeDispute()), statement: 'They read it.' },
    row: about('dispute')('prepare_evidence', undefined, { evidence: expect.any(String) }),
  }),
  submitEvidenceAction: async () => {
    const { act } = await makeAdmin();
    const pack = { disputeId: await makeDispute(), statement: 'They read it.', act: act() };
    return {
      ...(await by()),
      input: { evidenceId: String(await prepareEvidence(pack)) },
      row: about('dispute')('submit_evidence', { submitted: false }, { submitted: true }),
      // The file is at Stripe by then, and belongs to nothing until it is submitted.
      leaves: ['dispute_evidence'],
    };
  },
  confirmBatchAction: async () => {
    const { batchId, cookie, userId } = await makeBatch(1);
    return {
      cookie,
      actorId: userId,
      input: { batchId: String(batchId), note: NOTE },
      row: batch('post_gift_batch', { status: 'checked' }, { status: 'posting', note: NOTE }),
    };
  },
  approveBatchAction: async () => ({
    ...(await by()),
    input: { batchId: String(await makeWaitingBatch()) },
    row: batch('approve_gift_batch', { status: 'waiting' }, { status: 'posting' }),
  }),
  rejectBatchAction: async () => ({
    ...(await by()),
    input: { batchId: String(await makeWaitingBatch()), note: NOTE },
    row: batch('reject_gift_batch', { status: 'waiting' }, { status: 'rejected', note: NOTE }),
  }),
  actOnJobAction: async () => ({
    ...(await by()),
    input: { jobId: String(await addJob()), verb: 'remove' },
    row: about('job')('remove_job', { task: 'check-books' }),
  }),
  writeNoteAction: async () => ({
    ...(await by('support')),
    input: { userId: String((await makePerson()).userId), note: NOTE },
    row: user('write_note', undefined, { noteId: expect.any(String) }),
  }),
  endSessionsAction: async () => ({
    ...(await by('support')),
    input: { userId: String((await makePerson()).userId) },
    row: user('end_sessions', undefined, { sessions: 1 }),
  }),
  freezeWalletAction: async () => ({
    ...(await by()),
    input: { walletId: String((await makeReader()).walletId), reason: NOTE },
    row: wallet('freeze_wallet', { status: 'active' }, { status: 'frozen', reason: NOTE }),
  }),
  releaseWalletAction: async () => {
    const { walletId } = await makeReader();
    await setWalletFrozen({ walletId, reason: NOTE }, (await makeAdmin()).act());
    return {
      ...(await by()),
      input: { walletId: String(walletId), reason: 'Cleared.' },
      row: wallet(
        'release_wallet',
        { status: 'frozen', reason: NOTE },
        { status: 'active', why: 'Cleared.' },
      ),
    };
  },
  freezeCreatorAction: async () => ({
    ...(await by()),
    input: { creatorId: String((await studio.makeCreator()).creatorId), reason: NOTE },
    row: ofCreator('freeze_payouts', { reason: null }, { reason: NOTE }),
  }),
  releaseCreatorAction: async () => {
    const { creatorId } = await studio.makeCreator();
    await setCreatorFrozen({ creatorId, reason: NOTE }, (await makeAdmin()).act());
    return {
      ...(await by()),
      input: { creatorId: String(creatorId), reason: 'Cleared.' },
      row: ofCreator('unfreeze_payouts', { reason: NOTE }, { reason: null, why: 'Cleared.' }),
    };
  },
  releaseGiftsAction: async () => {
    const earner = await makeEarner();
    const { creatorId } = earner;
    await earn(earner, DOLLAR, { gift: true });
    return {
      ...(await by()),
      input: { creatorId: String(creatorId), currency: 'usd', seenMicros: String(DOLLAR), reason: NOTE },
      row: ofCreator('release_gift_earnings', undefined, {
        amountMicros: String(DOLLAR),
        currency: 'usd',
        why: NOTE,
      }),
    };
  },
  reconcileStripeAction: async () => ({
    ...(await by()),
    input: { from: '', until: '' },
    row: about('reconciliation')('reconcile_stripe', undefined, { from: expect.any(String) }),
  }),
  setDifferenceStateAction: async () => ({
    ...(await by()),
    input: { ...(await makeDifference()), state: 'explained', note: NOTE },
    row: about('difference')('explain_difference', { state: 'open' }, { state: 'explained', note: NOTE }),
  }),
  requestChargeAction: async () => ({
    ...(await by()),
    input: { ...(await makeCost()), note: NOTE },
    row: about('processor_charge')('request_processor_charge', undefined, {
      amountMicros: '-2000000',
      note: NOTE,
    }),
  }),
  decideChargeAction: async () => {
    const { runId, number } = await makeCost();
    const act = (await makeAdmin()).act();
    const id = await requestCharge({ runId: BigInt(runId), number: Number(number), note: NOTE }, act);
    return {
      ...(await by()),
      input: { id: String(id), agrees: 'yes', note: NOTE },
      row: about('processor_charge')('post_processor_charge', undefined, {
        amountMicros: '-2000000',
        note: NOTE,
      }),
    };
  },
  endOddMoneyAction: async () => {
    const processorRef = `re_${randomUUID()}`;
    await putAside(db, { about: 'refund', reason: 'not_ours', processorRef });
    const { id } = await db.oddMoney.findFirstOrThrow({ where: { processorRef } });
    return {
      ...(await by()),
      input: { id: String(id), outcome: 'noted', note: NOTE },
      row: about('odd_money')(
        'end_odd_money',
        { about: 'refund', reason: 'not_ours', processorRef },
        { outcome: 'noted', note: NOTE },
      ),
    };
  },
  refundTopUpAction: async () => ({
    ...(await by('support')),
    input: {
      topUpId: String((await makePayer()).topUpId),
      requestKey: randomUUID(),
      amount: '1',
      reason: 'requested_by_customer',
      note: NOTE,
    },
    row: about('top_up')('refund_top_up', undefined, { amountMicros: '1000000', note: NOTE }),
  }),
  cashOutAction: async () => ({
    ...(await by()),
    input: { walletId: String((await makePayer()).walletId), requestKey: randomUUID(), note: NOTE },
    row: wallet('cash_out', { paidMicros: '10000000' }, { amountMicros: '10000000', note: NOTE }),
  }),
  reverseUnlockAction: async () => ({
    ...(await by()),
    input: { unlockId: String(await makeUnlock()), source: 'pending', note: NOTE },
    row: about('unlock')('reverse_unlock', undefined, { source: 'pending', note: NOTE }),
  }),
  approveReversalAction: async () => {
    const { unlockId, requestId } = await askForReversal();
    const requested = { request: requestId, status: 'pending' };
    return {
      ...(await by()),
      input: { unlockId, requestId },
      row: about('unlock')('approve_reversal', requested, { status: 'posted', source: 'platform' }),
    };
  },
  rejectReversalAction: async () => {
    const { requestId } = await askForReversal();
    const requested = { request: requestId, status: 'pending' };
    return {
      ...(await by()),
      input: { requestId, reason: NOTE },
      row: about('unlock')('reject_reversal', requested, { status: 'rejected', reason: NOTE }),
    };
  },
  addAdminAction: async () => ({
    ...(await by('owner')),
    input: { email: (await makePerson()).email, role: 'support' },
    row: user('set_admin_role', { adminRole: null }, { adminRole: 'support' }),
  }),
  setAdminRoleAction: async () => ({
    ...(await by('owner')),
    input: { userId: String((await makeAdmin('finance')).userId), role: 'none' },
    row: user('set_admin_role', { adminRole: 'finance' }, { adminRole: null }),
  }),
  resetSecondFactorAction: async () => {
    const { userId } = await makeGuarded();
    await db.user.update({ where: { id: userId }, data: { role: 'admin', adminRole: 'finance' } });
    return {
      ...(await by('owner')),
      input: { userId: String(userId) },
      row: user('reset_second_factor', { secondFactor: true }, { secondFactor: false, sessionsEnded: 1 }),
    };
  },
  answerRequestAction: async () => ({
    ...(await by('support')),
    input: { requestId: String(await askForHelp()), messageKey: randomUUID(), body: 'Because.' },
    row: about('support_request')('answer_support_request', { status: 'open' }, { status: 'waiting' }),
  }),
  noteOnRequestAction: async () => ({
    ...(await by('support')),
    input: { requestId: String(await askForHelp()), messageKey: randomUUID(), body: 'Look again.' },
    row: about('support_request')('note_on_support_request'),
  }),
  changeRequestAction: async () => ({
    ...(await by('support')),
    input: { requestId: String(await askForHelp()), status: 'solved' },
    row: about('support_request')('change_support_request', { status: 'open' }, { status: 'solved' }),
  }),
  saveCannedAnswerAction: async () => ({
    ...(await by('support')),
    input: { id: '', title: 'Hello', bodyEn: 'Hello', bodyKo: '안녕하세요' },
    row: about('canned_answer')('save_canned_answer', undefined, { title: 'Hello' }),
  }),
  archiveCannedAnswerAction: async () => {
    const admin = await makeAdmin('support');
    await saveCannedAnswer(null, { title: randomUUID(), bodyEn: 'Bye', bodyKo: '안녕' }, admin.act());
    const { id } = await db.cannedAnswer.findFirstOrThrow({ orderBy: { id: 'desc' } });
    return {
      ...(await by('support')),
      input: { id: String(id) },
      row: about('canned_answer')('archive_canned_answer'),
    };
  },
};

/** What looks and changes nothing. */
export const ADMIN_LOOKS = ['previewAdjustmentAction', 'previewRefundAction'];

/** The acts of everyone else that touch access or money. */
export const OTHER_ACTS: Record<string, MakeAct> = {
  signInAction: async () => {
    const { email, userId: actorId } = await makePerson();
    const input = { email, password: PASSWORD };
    return { cookie: null, actorId, input, row: session('sign_in', undefined, { method: 'credentials' }) };
  },
  signUpAction: async () => {
    const email = newMail();
    const made = () => db.user.findUniqueOrThrow({ where: { email } });
    return {
      cookie: null,
      actorId: async () => (await made()).id,
      input: { email, password: PASSWORD, name: '' },
      row: user('sign_up'),
    };
  },
  enterCodeAction: async () => {
    const { secret, userId: actorId } = await makeGuarded();
    return {
      cookie: await halfSession(actorId),
      actorId,
      input: (attempt: number) => ({ code: codeOf(secret, attempt) }),
      row: session('pass_second_factor', undefined, { method: 'code' }),
      // A code that was shown is used up, whatever becomes of the sign-in.
      leaves: ['second_factors'],
    };
  },
  proveAgainAction: async () => ({
    ...person(await makePerson()),
    input: { secret: PASSWORD },
    row: session('prove_again', undefined, { method: 'password' }),
  }),
  enterWithLinkAction: async () => {
    const { email, userId: actorId } = await makePerson();
    const link = async () => Object.fromEntries((await mailedLink(email, '/')).url?.searchParams ?? []);
    const links = [await link(), await link()];
    return {
      cookie: null,
      actorId,
      input: (attempt: number) => links[attempt],
      row: session('sign_in', undefined, { method: 'email' }),
      redirects: true,
      // next-auth takes the link before it asks who comes.
      leaves: ['verification_tokens'],
    };
  },
  resetPasswordAction: async () => {
    const { userId: actorId } = await makePerson();
    return {
      cookie: null,
      actorId,
      input: {
        token: await issueToken(db, 'reset-password', actorId, 30),
        password: 'another quiet harbour lamp',
      },
      row: user('reset_password'),
      beside: ['sign_in'],
    };
  },
  verifyAddressAction: async () => {
    const one = await makePerson();
    await db.user.update({ where: { id: one.userId }, data: { emailVerified: null } });
    const token = await issueToken(db, 'verify-address', one.userId, 30);
    return { ...person(one), input: { token }, row: user('verify_address') };
  },
  signOutAction: async () => ({ ...person(await makePerson()), input: {}, row: session('revoke_session') }),
  becomeCreatorAction: async () => ({
    ...person(await makePerson()),
    input: profile(),
    row: ofCreator('become_creator', undefined, { name: 'A Maker' }),
  }),
  publishAction: async () => {
    const maker = await studio.makeCreator();
    const itemId = await studio.makeDraft(maker.creatorId);
    const { revision } = await getDraft(maker.creatorId, itemId);
    return {
      ...(await creator(maker)),
      input: { itemId: String(itemId), revision },
      row: item('publish_item', { status: 'draft' }, { status: 'published', priceMicros: '35000' }),
      // Rendered text is kept by its content, whatever becomes of it.
      leaves: ['renderings'],
    };
  },
  withdrawAction: async () => {
    const maker = await studio.makeCreator();
    const itemId = await studio.makeDraft(maker.creatorId);
    await studio.publish(maker.creatorId, itemId);
    return {
      ...(await creator(maker)),
      input: { itemId: String(itemId) },
      row: item('withdraw_item', { status: 'published' }, { status: 'withdrawn' }),
    };
  },
  deleteDraftAction: async () => {
    const maker = await studio.makeCreator();
    const itemId = await studio.makeDraft(maker.creatorId);
    return {
      ...(await creator(maker)),
      input: { itemId: String(itemId) },
      row: item('delete_draft', { title: 'Ready' }),
    };
  },
  startOnboardingAction: async () => ({
    ...(await creator(await studio.makeCreator())),
    input: { country: 'us', entityType: 'individual' },
    row: ofCreator('start_payout_onboarding', undefined, { country: 'us' }),
  }),
  requestPayoutAction: async () => ({
    ...(await creator(await makePayee(50_000_000n))),
    input: { requestKey: randomUUID(), amountMicros: '50000000' },
    row: about('payout')('request_payout', undefined, { amountMicros: '50000000', scheduled: false }),
  }),
  setScheduleAction: async () => {
    const maker = await studio.makeCreator();
    await onboard(maker.creatorId);
    return {
      ...(await creator(maker)),
      input: { schedule: 'weekly' },
      row: ofCreator('set_payout_schedule', { schedule: 'on_request' }, { schedule: 'weekly' }),
    };
  },
  saveTaxDetailsAction: async () => ({
    ...(await creator(await studio.makeCreator())),
    input: { legalName: 'A Maker', entity: 'individual', country: 'us', address: '1 Quiet Street' },
    row: ofCreator('change_tax_details', undefined, { legalName: 'A•••', country: 'us' }),
  }),
  saveProfileAction: async () => ({
    ...(await creator(await studio.makeCreator())),
    input: { ...profile(), name: 'Another', timeZone: 'UTC' },
    row: ofCreator('save_creator_profile', { name: 'A Maker' }, { name: 'Another' }),
  }),
  changePasswordAction: async () => ({
    ...person(await makePerson()),
    input: { currentPassword: PASSWORD, password: 'another quiet harbour lamp' },
    row: user('change_password', undefined, { sessionsEnded: 0 }),
  }),
  revokeSessionAction: async () => {
    const one = await makePerson();
    const [other = ''] = (await signIn(one.userId)).split('.');
    return { ...person(one), input: { sessionId: other }, row: session('revoke_session') };
  },
  revokeOthersAction: async () => {
    const one = await makePerson();
    await signIn(one.userId);
    return { ...person(one), input: {}, row: user('revoke_other_sessions', undefined, { sessions: 1 }) };
  },
  confirmSecondFactorAction: async () => {
    const one = await makeBeginner();
    await signIn(one.userId);
    return {
      ...person(one),
      input: { code: codeOf(one.secret, 0) },
      row: user('turn_on_second_factor', { secondFactor: false }, { secondFactor: true, sessionsEnded: 1 }),
    };
  },
  turnOffSecondFactorAction: async () => ({
    ...person(await makeGuarded()),
    input: {},
    row: user('turn_off_second_factor', { secondFactor: true }, { secondFactor: false }),
  }),
  renewRecoveryCodesAction: async () => ({
    ...person(await makeGuarded()),
    input: {},
    row: user('renew_recovery_codes'),
  }),
  disconnectProviderAction: async () => {
    const one = await makePerson();
    const link = { provider: 'github', providerAccountId: newMail(), type: 'oauth' };
    await db.oauthAccount.create({ data: { userId: one.userId, ...link } });
    return {
      ...person(one),
      input: { provider: 'github' },
      row: user('unlink_provider', { provider: 'github' }),
    };
  },
};

/** What they can do without a row: looking, asking for a mail, drafts, what the ledger tells. */
export const OTHER_LOOKS = [
  ...[
    'scorePasswordAction',
    'requestLinkAction',
    'requestResetAction',
    'startProviderAction',
    'sendVerifyAction',
  ],
  ...[
    'connectProviderAction',
    'beginSecondFactorAction',
    'saveNameAction',
    'setLocaleAction',
    'setThemeAction',
  ],
  ...[
    'saveMailPreferencesAction',
    'openRequestAction',
    'writeBackAction',
    'createTopUpAction',
    'cancelTopUpAction',
  ],
  ...[
    'unlockAction',
    'undoUnlockAction',
    'beginLessonAction',
    'showKeyAction',
    'createCourseAction',
    'saveCourseAction',
    'deleteCourseAction',
  ],
  ...[
    'importAction',
    'createItemAction',
    'saveDraftAction',
    'loadDraftAction',
    'previewAction',
    'scheduleAction',
  ],
  ...[
    'unscheduleAction',
    'restoreVersionAction',
    'removeAvatarAction',
    'removeItemMediaAction',
    'setKeySupplyAction',
  ],
  ...['addKeysAction', 'removeFreeKeysAction'],
];
