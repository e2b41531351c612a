'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DomainError } from '@/lib/core/errors';
import { readerAction } from '@/lib/entry/actions';
import { deliverSoon, getAuthRequest, rememberDevice, startProvider } from '@/lib/entry/session';
import { mailIsAvailable } from '@/lib/ground/mail';
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  countMail,
  mailVerifyAddress,
  nameSchema,
  OAUTH_PROVIDERS,
  PASSWORD_MAX,
  passwordSchema,
  renewRecoveryCodes,
  revokeOtherSessions,
  revokeSession,
  saveName,
  turnOffSecondFactor,
  unlinkProvider,
} from '@/lib/rooms/identity';

const PAGE = '/settings';
const provider = z.object({ provider: z.enum(OAUTH_PROVIDERS) });

export const saveNameAction = readerAction(
  { name: 'save-name', input: z.object({ name: nameSchema }), perMinute: 30 },
  async ({ name }, { viewer }) => {
    await saveName(viewer.userId, name);
    revalidatePath(PAGE);
    return { message: (await getTranslations('settings'))('saved') };
  },
);

export const sendVerifyAction = readerAction(
  { name: 'send-verify', input: z.object({}), perMinute: 10 },
  async (_input, { viewer }) => {
    const request = await getAuthRequest();
    await countMail(viewer.email, request);
    if (!mailIsAvailable()) throw new DomainError('not_found');
    await mailVerifyAddress(viewer.userId, request.locale);
    deliverSoon(request.requestId);
    return { message: (await getTranslations('settings'))('profile.sent', { email: viewer.email }) };
  },
);

/** Also sets the first password of an account that had none. */
export const changePasswordAction = readerAction(
  {
    name: 'change-password',
    input: z.object({
      currentPassword: z.string().max(PASSWORD_MAX).default(''),
      password: passwordSchema,
    }),
    perMinute: 20,
  },
  async (change, { viewer }) => {
    const request = await getAuthRequest();
    const ended = await changePassword(viewer, change, request);
    await rememberDevice(viewer.sessionId);
    deliverSoon(request.requestId);
    revalidatePath(PAGE);
    return { message: (await getTranslations('settings'))('password.changed', { count: ended }) };
  },
);

export const revokeSessionAction = readerAction(
  { name: 'revoke-session', input: z.object({ sessionId: z.uuid() }), perMinute: 60 },
  async ({ sessionId }, { viewer, ...facts }) => {
    await revokeSession(viewer.userId, sessionId, facts);
    revalidatePath(PAGE);
  },
);

export const revokeOthersAction = readerAction(
  { name: 'revoke-others', input: z.object({}), perMinute: 20 },
  async (_input, { viewer, ...facts }) => {
    const ended = await revokeOtherSessions(viewer.userId, viewer.sessionId, facts);
    revalidatePath(PAGE);
    return { message: (await getTranslations('settings'))('sessions.revoked', { count: ended }) };
  },
);

/** What to scan or type into an authenticator app. */
export const beginSecondFactorAction = readerAction(
  { name: 'begin-second-factor', input: z.object({}), perMinute: 20 },
  (_input, { viewer }) => beginSecondFactor(viewer),
);

export const confirmSecondFactorAction = readerAction(
  {
    name: 'confirm-second-factor',
    input: z.object({ code: z.string().trim().min(1, 'required').max(20) }),
    perMinute: 20,
  },
  async ({ code }, { viewer, ...facts }) => {
    const codes = await confirmSecondFactor(viewer, code, facts);
    revalidatePath(PAGE);
    return { codes };
  },
);

export const turnOffSecondFactorAction = readerAction(
  { name: 'turn-off-second-factor', input: z.object({}), perMinute: 10 },
  async (_input, { viewer, ...facts }) => {
    await turnOffSecondFactor(viewer, facts);
    revalidatePath(PAGE);
  },
);

export const renewRecoveryCodesAction = readerAction(
  { name: 'renew-recovery-codes', input: z.object({}), perMinute: 10 },
  async (_input, { viewer, ...facts }) => {
    const codes = await renewRecoveryCodes(viewer, facts);
    revalidatePath(PAGE);
    return { codes };
  },
);

export const connectProviderAction = readerAction(
  { name: 'connect-provider', input: provider, perMinute: 20 },
  async (input) => redirect(await startProvider(input.provider, PAGE)),
);

export const disconnectProviderAction = readerAction(
  { name: 'disconnect-provider', input: provider, perMinute: 20 },
  async (input, { viewer }) => {
    await unlinkProvider(viewer.userId, input.provider, await getAuthRequest());
    revalidatePath(PAGE);
  },
);
