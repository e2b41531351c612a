// `server-only` throws outside React's server bundle, to keep server code out of the browser's. A script is no browser.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return { url: 'data:text/javascript,', shortCircuit: true };
    return next(specifier, context);
  },
});
