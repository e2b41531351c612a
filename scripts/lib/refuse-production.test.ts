import { expect, test } from 'vitest';
import { refuseProduction } from './refuse-production';

test('what is only for play does not start where the environment is real', () => {
  for (const shell of [
    { APP_ENV: 'production' },
    { STRIPE_SECRET_KEY: 'sk_live_1' },
    { APP_ENV: 'demo', STRIPE_SECRET_KEY: 'rk_live_1' },
  ])
    expect(() => refuseProduction('The demo', shell)).toThrow(/^The demo is not for a real platform/);
  for (const shell of [{}, { APP_ENV: 'demo' }, { STRIPE_SECRET_KEY: 'sk_test_1' }])
    expect(() => refuseProduction('The demo', shell)).not.toThrow();
});
