import { env } from '@/lib/core/env';

export const OAUTH_PROVIDERS = ['google', 'github'] as const;
export type OauthProvider = (typeof OAUTH_PROVIDERS)[number];

/** The providers whose two keys are set. */
export function listOauthProviders(): OauthProvider[] {
  const set = {
    google: env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET,
    github: env.GITHUB_CLIENT_ID && env.GITHUB_CLIENT_SECRET,
  };
  return OAUTH_PROVIDERS.filter((provider) => set[provider]);
}
