import { z } from 'zod';
import { resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import { created, expandable, pagination, text } from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';

const listParams = z.strictObject({
  ...pagination,
  charge: text().optional(),
  created: created().optional(),
  payment_intent: text().optional(),
});

export const earlyFraudWarningRoutes: Route[] = [
  route('GET', '/v1/radar/early_fraud_warnings', listParams, ({ world, params, path }) => {
    const warnings = world.store
      .all('radar.early_fraud_warning')
      .map((row) => row.object)
      .filter((one) => createdWithin(one.created, params.created))
      .filter((one) => (params.charge ?? one.charge) === one.charge)
      .filter((one) => (params.payment_intent ?? one.payment_intent) === one.payment_intent);
    return pageOf(warnings.reverse(), params, path);
  }),
  route('GET', '/v1/radar/early_fraud_warnings/:id', z.strictObject(expandable), ({ world, id }) => {
    const row = world.store.get('radar.early_fraud_warning', id);
    if (!row) throw resourceMissing('early fraud warning', id, 'id');
    return row.object;
  }),
];
