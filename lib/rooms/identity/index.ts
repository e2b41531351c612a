/** Who somebody is: accounts, passwords, second factors, sessions, preferences. */

export { buildAuthOptions } from './auth-options';
export type { AuthRequest } from './auth-request';
export { chooseLinkSecret } from './auth-secrets';
export { changePassword } from './change-password';
export { scorePassword } from './check-password-strength';
export { countMail } from './count-mail';
export { getDeviceCookie, readDeviceCookie, writeDeviceCookie } from './device-cookie';
export { findViewer } from './find-viewer';
export { hashPassword } from './hash-password';
export { LINK_MINUTES } from './link-minutes';
export { nameSchema, PASSWORD_MAX, passwordSchema } from './password-rules';
export { preferenceCookie } from './preferences/preference-cookie';
export { savePreferences } from './preferences/save-preferences';
export { requireProof } from './proof';
export { proveAgain } from './prove-again';
export { listOauthProviders, OAUTH_PROVIDERS, type OauthProvider } from './provider-choices';
export { getIdentity, type Identity, listSessions, type SessionLine } from './queries';
export { findResetOwner, mailPasswordReset, resetPassword } from './reset-password';
export { revokeOtherSessions, revokeSession, revokeSessions } from './revoke-sessions';
export { listAdmins, setAdminRole } from './roles';
export { readNext, sanitiseCallbackUrl, sanitiseNext, withNext } from './sanitise-next';
export { saveName } from './save-name';
export { finishSignIn } from './second-factor/finish-sign-in';
export { awaitsSecondFactor, getProofMethod, getSecondFactorState } from './second-factor/queries';
export { resealSecrets } from './second-factor/reseal-secrets';
export {
  beginSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  turnOffSecondFactor,
} from './second-factor/set-up';
export { beginSignUp, type NewAccount, signUp } from './sign-up';
export { getSignUpCookie } from './sign-up-proof';
export { unlinkProvider } from './unlink-provider';
export { mailVerifyAddress, verifyAddress } from './verify-address';
export type { AdminViewer, CreatorViewer, Viewer } from './viewer';
