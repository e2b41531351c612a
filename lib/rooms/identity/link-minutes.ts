/** How long a mailed link works. */
export const LINK_MINUTES = { signIn: 30, resetPassword: 30, verifyAddress: 24 * 60 };
