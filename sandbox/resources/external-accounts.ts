import { z } from 'zod';
import { getAccountOrThrow } from '../connect/account-state.ts';
import { bankAccountOf } from '../connect/bank-account-of.ts';
import { pageOf } from '../http/lists.ts';
import { oneOf, pagination } from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';

const listParams = z.strictObject({ ...pagination, object: oneOf('bank_account', 'card').optional() });

/** Where a connected account is paid out to. Here it is one bank account, given at the onboarding. */
export const externalAccountRoutes: Route[] = [
  route('GET', '/v1/accounts/:id/external_accounts', listParams, ({ world, id, params, path }) => {
    getAccountOrThrow(world, id);
    const bank = params.object === 'card' ? null : bankAccountOf(world, id);
    return pageOf(bank ? [bank] : [], params, path);
  }),
];
