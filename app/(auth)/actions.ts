'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { emailSchema } from '@/lib/core/normalise-email';
import { publicAction, readerAction } from '@/lib/entry/actions';
import {
  deliverSoon,
  dropSessionCookie,
  enterWithLink,
  enterWithPassword,
  getAuthRequest,
  rememberDevice,
  requestLink,
  startProvider,
  startSignUp,
} from '@/lib/entry/session';
import { mailIsAvailable } from '@/lib/ground/mail';
import {
  countMail,
  finishSignIn,
  mailPasswordReset,
  nameSchema,
  OAUTH_PROVIDERS,
  PASSWORD_MAX,
  passwordSchema,
  proveAgain,
  resetPassword,
  revokeSession,
  sanitiseNext,
  scorePassword,
  signUp,
  verifyAddress,
  withNext,
} from '@/lib/rooms/identity';

const CHECK_MAIL = '/sign-in/check-your-mail';
const next = z
  .unknown()
  .optional()
  .transform((value) => sanitiseNext(value));
const token = z.string().min(1).max(200);

export const signInAction = publicAction(
  {
    name: 'sign-in',
    input: z.object({ email: emailSchema, password: z.string().min(1, 'required'), next }),
    perMinute: 120,
  },
  async (input) => {
    const { codeNeeded } = await enterWithPassword(input.email, input.password);
    redirect(codeNeeded ? withNext('/sign-in/code', input.next) : input.next);
  },
);

/** The second step, for who has a second factor. */
export const enterCodeAction = publicAction(
  {
    name: 'enter-code',
    input: z.object({ code: z.string().trim().min(1, 'required').max(40), next }),
    perMinute: 60,
  },
  async (input) => {
    const request = await getAuthRequest();
    await finishSignIn(input.code, request);
    await rememberDevice(request.sessionId);
    redirect(input.next);
  },
);

/** Before a sensitive act: the password or the second factor once more. */
export const proveAgainAction = readerAction(
  {
    name: 'prove-again',
    input: z.object({ secret: z.string().min(1, 'required').max(PASSWORD_MAX) }),
    perMinute: 30,
  },
  async ({ secret }, { viewer, ...facts }) => proveAgain(viewer, secret, facts),
);

export const requestLinkAction = publicAction(
  { name: 'request-link', input: z.object({ email: emailSchema, next }), perMinute: 60 },
  async (input) => {
    const refusal = await requestLink(input.email, input.next);
    redirect(refusal ? `/sign-in/error?error=${refusal}` : withNext(CHECK_MAIL, input.next));
  },
);

/** The button behind a mailed link. */
export const enterWithLinkAction = publicAction(
  { name: 'enter-with-link', input: z.object({ email: emailSchema, token, next }), perMinute: 60 },
  async (input) => {
    const { refusal, codeNeeded } = await enterWithLink(input.email, input.token);
    if (refusal) redirect(`/sign-in/error?error=${refusal}`);
    redirect(codeNeeded ? withNext('/sign-in/code', input.next) : input.next);
  },
);

export const startProviderAction = publicAction(
  { name: 'start-provider', input: z.object({ provider: z.enum(OAUTH_PROVIDERS), next }), perMinute: 60 },
  async (input) => redirect(await startProvider(input.provider, input.next)),
);

/** Leads to "check your mail", whether or not there is an account. Without mail it signs in at once. */
export const signUpAction = publicAction(
  {
    name: 'sign-up',
    input: z.object({ email: emailSchema, password: passwordSchema, name: nameSchema, next }),
    perMinute: 60,
  },
  async ({ email, password, name, next: target }) => {
    if (mailIsAvailable()) {
      const refusal = await startSignUp({ email, password, name }, target);
      redirect(refusal ? `/sign-in/error?error=${refusal}` : withNext(CHECK_MAIL, target));
    }
    await signUp({ email, password, name }, await getAuthRequest());
    await enterWithPassword(email, password);
    redirect(target);
  },
);

/** For the meter: the same judgement as on saving. */
export const scorePasswordAction = publicAction(
  {
    name: 'score-password',
    input: z.object({
      password: z.string().max(PASSWORD_MAX),
      known: z.array(z.string().max(320)).max(2),
    }),
    perMinute: 300,
  },
  ({ password, known }) => scorePassword(password, known),
);

/** Answers the same whether or not the address has an account. */
export const requestResetAction = publicAction(
  { name: 'request-reset', input: z.object({ email: emailSchema }), perMinute: 60 },
  async ({ email }) => {
    const request = await getAuthRequest();
    await countMail(email, request);
    if (mailIsAvailable()) await mailPasswordReset(email, request);
    deliverSoon(request.requestId);
    redirect(CHECK_MAIL);
  },
);

export const resetPasswordAction = publicAction(
  { name: 'reset-password', input: z.object({ token, password: passwordSchema }), perMinute: 60 },
  async (input) => {
    const request = await getAuthRequest();
    const done = await resetPassword(input.token, input.password, request);
    if (!done) redirect('/new-password?token=used');
    deliverSoon(request.requestId);
    const { codeNeeded } = await enterWithPassword(done.email, input.password);
    redirect(codeNeeded ? '/sign-in/code' : '/');
  },
);

export const verifyAddressAction = readerAction(
  { name: 'verify-address', input: z.object({ token }), perMinute: 30 },
  async (input, { viewer }) => {
    const done = await verifyAddress(viewer, input.token, await getAuthRequest());
    redirect(done ? '/verify-email?done=1' : '/verify-email?failed=1');
  },
);

export const signOutAction = publicAction(
  { name: 'sign-out', input: z.object({}), perMinute: 60 },
  async (_input, { viewer, ...facts }) => {
    if (viewer) await revokeSession(viewer.userId, viewer.sessionId, facts);
    await dropSessionCookie();
    redirect('/');
  },
);
