// Which of our texts (auth.error.*) stands for each of next-auth's codes and our own.
const TEXTS = {
  AccessDenied: 'AccessDenied',
  Verification: 'Verification',
  OAuthAccountNotLinked: 'OAuthAccountNotLinked',
  AddressNotVerified: 'AddressNotVerified',
  OAuthSignin: 'OAuth',
  OAuthCallback: 'OAuth',
  OAuthCreateAccount: 'OAuth',
  Callback: 'OAuth',
  EmailSignin: 'Mail',
  EmailCreateAccount: 'Default',
  CredentialsSignin: 'CredentialsSignin',
  SessionRequired: 'SessionRequired',
  Configuration: 'Configuration',
  configuration: 'Configuration',
  // Our own keys, as /sign-in passes them on.
  OAuth: 'OAuth',
  Mail: 'Mail',
  too_many_requests: 'too_many_requests',
} as const;

type ErrorText = (typeof TEXTS)[keyof typeof TEXTS] | 'Default';

/** The key of the text for an error code from the address line, which can hold anything. */
export function errorTextOf(code: unknown): ErrorText {
  return typeof code === 'string' && Object.hasOwn(TEXTS, code)
    ? TEXTS[code as keyof typeof TEXTS]
    : 'Default';
}
