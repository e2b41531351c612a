import { randomUUID } from 'node:crypto';
import { createCourse } from '@/lib/desks/studio/create-course';
import { createItem } from '@/lib/desks/studio/create-item';
import { scheduleItem } from '@/lib/desks/studio/schedule-item';
import { openRequest } from '@/lib/desks/support/open-request';
import { addKeys, setKeySupply } from '@/lib/rooms/media/keys/manage-keys';
import { buy } from '@/lib/rooms/unlocks/buy';
import { makeArticle } from '../items/world';
import { makeReader, topUp } from '../ledger/world';
import { edit, makeCreator, makeDraft, publish } from '../studio/world';
import { signIn } from './request';

/** The ids that an action is called with: of things that are somebody's, or of none. */
export interface Things {
  draft: bigint;
  scheduled: bigint;
  published: bigint;
  game: bigint;
  course: bigint;
  topUp: bigint;
  unlock: bigint;
  request: bigint;
  session: string;
}

const NONE = 987_654_321_987n;
export const NOTHING: Things = {
  draft: NONE,
  scheduled: NONE,
  published: NONE,
  game: NONE,
  course: NONE,
  topUp: NONE,
  unlock: NONE,
  request: NONE,
  session: '00000000-0000-4000-8000-000000000000',
};

/** A creator and a reader, signed in, with one thing of each kind. */
export async function makeThings() {
  const { creatorId, userId } = await makeCreator();
  const [draft, scheduled, published] = [
    await makeDraft(creatorId),
    await makeDraft(creatorId),
    await makeDraft(creatorId),
  ];
  await publish(creatorId, published);
  await edit(creatorId, published, { title: 'Changed since' });
  await scheduleItem({ creatorId, itemId: scheduled, localTime: nextYear(), timeZone: 'UTC' });
  const game = await createItem({ creatorId, kind: 'game_item', language: 'en' });
  await setKeySupply({ itemId: game, creatorId, supply: 'pool' });
  await addKeys({ itemId: game, creatorId, text: 'KEY-ONE' });
  const course = await createCourse({ creatorId, name: 'A course', description: '' });

  const reader = await makeReader();
  const topUpId = await topUp(reader.walletId, 1_000_000n);
  const article = await makeArticle(creatorId, { slug: randomUUID() });
  const { unlockId } = await buy({
    payer: { userId: reader.userId },
    itemId: article.id,
    seenPriceMicros: article.priceMicros,
  });
  const things: Things = {
    draft,
    scheduled,
    published,
    game,
    course,
    topUp: topUpId,
    unlock: unlockId,
    request: await openRequest({
      userId: reader.userId,
      requestKey: randomUUID(),
      subject: 'A question',
      body: 'Why?',
      locale: 'en',
      about: null,
    }),
    // Of another device, so that to end it is not to end the one in hand.
    session: (await signIn(reader.userId)).split('.')[0] ?? '',
  };
  return { things, creator: await signIn(userId), reader: await signIn(reader.userId) };
}

const nextYear = () => new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 16);

const item = (id: bigint) => ({ itemId: String(id) });

interface Call {
  input: (things: Things) => unknown;
  owner: 'creator' | 'reader';
  /** What others get, for real things and for none. */
  others: 'not_found' | 'ok';
}

const creators = (input: Call['input']): Call => ({ input, owner: 'creator', others: 'not_found' });
const readers = (input: Call['input']): Call => ({ input, owner: 'reader', others: 'not_found' });

/**
 * Every action of creators and readers that is told by an id what to act on, with an input that its owner may
 * send. `null`: it acts on nothing but the caller's own account, or on what is for sale to everyone.
 */
export const CALLS: Record<string, Call | null> = {
  becomeCreatorAction: null,
  createCourseAction: null,
  saveCourseAction: creators(({ course }) => ({
    courseId: String(course),
    name: 'Mine now',
    description: '',
    lessonIds: [],
    seenLessonIds: [],
  })),
  beginLessonAction: creators(({ course }) => ({ courseId: String(course) })),
  deleteCourseAction: creators(({ course }) => ({ courseId: String(course) })),
  importAction: null,
  saveDraftAction: creators(({ draft }) => ({
    ...item(draft),
    revision: 1,
    editorKey: randomUUID(),
    title: 'Mine now',
    summary: '',
    language: 'en',
    topic: 'money',
    coverMotif: 'coins',
    coverSeed: 1,
    text: 'Mine now',
    price: '0.01',
  })),
  loadDraftAction: creators(({ draft }) => item(draft)),
  // Shows the caller's own words; of the item it takes pictures, and those only if it is theirs.
  previewAction: {
    ...creators(({ draft }) => ({ ...item(draft), text: 'Words', language: 'en' })),
    others: 'ok',
  },
  publishAction: creators(({ draft }) => ({ ...item(draft), revision: 1 })),
  scheduleAction: creators(({ draft }) => ({ ...item(draft), localTime: nextYear(), timeZone: 'UTC' })),
  unscheduleAction: creators(({ scheduled }) => item(scheduled)),
  withdrawAction: creators(({ published }) => item(published)),
  deleteDraftAction: creators(({ draft }) => item(draft)),
  restoreVersionAction: creators(({ published }) => ({ ...item(published), number: 1, revision: 2 })),
  createItemAction: null,
  startOnboardingAction: null,
  requestPayoutAction: null,
  setScheduleAction: null,
  saveTaxDetailsAction: null,
  saveProfileAction: null,
  proveAgainAction: null,
  verifyAddressAction: null,
  saveNameAction: null,
  sendVerifyAction: null,
  changePasswordAction: null,
  // Safe to repeat: ending what is not there, or not one's own, ends nothing and says so to nobody.
  revokeSessionAction: { ...readers(({ session }) => ({ sessionId: session })), others: 'ok' },
  revokeOthersAction: null,
  beginSecondFactorAction: null,
  confirmSecondFactorAction: null,
  turnOffSecondFactorAction: null,
  renewRecoveryCodesAction: null,
  connectProviderAction: null,
  disconnectProviderAction: null,
  saveMailPreferencesAction: null,
  createTopUpAction: null,
  openRequestAction: readers(({ topUp }) => ({
    messageKey: randomUUID(),
    subject: 'A question',
    body: 'Why?',
    about: `top_up-${topUp}`,
  })),
  writeBackAction: readers(({ request }) => ({
    requestId: String(request),
    messageKey: randomUUID(),
    body: 'And why?',
  })),
  cancelTopUpAction: readers(({ topUp }) => ({ topUpId: String(topUp) })),
  unlockAction: null,
  // The unlock that there is gives no key: keys.test.ts shows whose key is shown.
  showKeyAction: null,
  undoUnlockAction: readers(({ unlock }) => ({ unlockId: String(unlock) })),
  removeAvatarAction: null,
  removeItemMediaAction: creators(({ draft }) => ({ ...item(draft), purpose: 'file' })),
  setKeySupplyAction: creators(({ game }) => ({ ...item(game), supply: 'generated' })),
  addKeysAction: creators(({ game }) => ({ ...item(game), keys: 'KEY-TWO' })),
  removeFreeKeysAction: creators(({ game }) => item(game)),
};
