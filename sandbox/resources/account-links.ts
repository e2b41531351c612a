import type Stripe from 'stripe';
import { z } from 'zod';
import { getAccountOrThrow } from '../connect/account-state.ts';
import { invalidRequest } from '../http/errors.ts';
import { notInSandbox, oneOf, text, url } from '../http/params.ts';
import { type Route, routeV2 } from '../http/routes.ts';
import { randomText } from '../ids.ts';

const LIFETIME_MS = 5 * 60_000;

const flow = z.strictObject({
  refresh_url: url(),
  return_url: url().optional(),
  collection_options: z
    .strictObject({
      fields: oneOf('currently_due', 'eventually_due').optional(),
      future_requirements: oneOf('include', 'omit').optional(),
    })
    .optional(),
});
const createParams = z.strictObject({
  account: text(),
  use_case: z.strictObject({
    type: oneOf('account_onboarding', 'account_update'),
    account_onboarding: flow.optional(),
    ...notInSandbox('account_update'),
  }),
});

/** Links to the hosted onboarding: each works once and for five minutes. */
export const accountLinkRoutes: Route[] = [
  routeV2('POST', '/v2/core/account_links', createParams, ({ world, params }) => {
    const account = getAccountOrThrow(world, params.account);
    const { account_onboarding } = params.use_case;
    if (params.use_case.type !== 'account_onboarding' || !account_onboarding) {
      throw invalidRequest('The use case needs account_onboarding with a refresh_url.', {
        code: 'invalid_fields',
        param: 'use_case',
      });
    }
    const secret = randomText(24);
    const link: Stripe.V2.Core.AccountLink = {
      object: 'v2.core.account_link',
      account: account.id,
      created: new Date(world.nowMs()).toISOString(),
      expires_at: new Date(world.nowMs() + LIFETIME_MS).toISOString(),
      livemode: false,
      url: `${world.publicUrl()}/setup/e/${account.id}/${secret}`,
      use_case: { type: 'account_onboarding', account_onboarding },
    };
    world.store.put('v2.core.account_link', secret, { object: link, hidden: { used: false } });
    return link;
  }),
];
