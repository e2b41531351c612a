import GitHub, { type GithubEmail, type GithubProfile } from 'next-auth/providers/github';
import Google from 'next-auth/providers/google';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { env } from '@/lib/core/env';
import { listOauthProviders } from './provider-choices';

/** What the sign-in callback reads: does the provider vouch for the address? */
export interface VouchedProfile {
  email_verified?: boolean;
}

/**
 * Google and GitHub, each when its keys are set. An account with the same address is linked at once: safe
 * because addresses that a provider does not vouch for are refused (`isVouchedFor`), and because a first
 * proof of an address ends what earlier strangers may have set up (prove-address).
 */
export function buildOauthProviders() {
  const build = { google: buildGoogle, github: buildGithub };
  return listOauthProviders().map((name) => build[name]());
}

function buildGoogle() {
  return Google({
    clientId: env.GOOGLE_CLIENT_ID ?? '',
    clientSecret: env.GOOGLE_CLIENT_SECRET ?? '',
    allowDangerousEmailAccountLinking: true,
  });
}

function buildGithub() {
  return GitHub({
    clientId: env.GITHUB_CLIENT_ID ?? '',
    clientSecret: env.GITHUB_CLIENT_SECRET ?? '',
    allowDangerousEmailAccountLinking: true,
    userinfo: { url: 'https://api.github.com/user', request: requestGithubProfile },
  });
}

type UserinfoRequest = Extract<
  NonNullable<OAuthConfig<GithubProfile>['userinfo']>,
  { request?: unknown }
>['request'];

// GitHub's public profile may name an address that was never verified; the list of addresses says which were.
const requestGithubProfile: NonNullable<UserinfoRequest> = async ({ client, tokens }) => {
  const profile = await client.userinfo<GithubProfile>(tokens.access_token ?? '');
  const answer = await fetch('https://api.github.com/user/emails', {
    headers: { authorization: `Bearer ${tokens.access_token}`, accept: 'application/vnd.github+json' },
    signal: AbortSignal.timeout(10_000),
  });
  const emails: GithubEmail[] = answer.ok ? await answer.json() : [];
  const primary = emails.find((entry) => entry.primary && entry.verified);
  return { ...profile, email: primary?.email, email_verified: primary !== undefined };
};

/** Whether a provider says that the person holds the address. */
export function isVouchedFor(email: string | null | undefined, profile: VouchedProfile | undefined): boolean {
  return Boolean(email) && profile?.email_verified === true;
}
