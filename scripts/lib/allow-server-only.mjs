// `server-only` throws outside React's server bundle, to keep server code out of the browser's. A script is
// no browser. And where Node itself reads the TypeScript, an import without an ending is a file of TypeScript
// or a folder's index, as it is for bundlers.
import { registerHooks } from 'node:module';

const WITHOUT_ENDING = /^(?:\.{1,2}\/|@\/).*(?<!\.[cm]?[jt]sx?|\.json)$/;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return { url: 'data:text/javascript,', shortCircuit: true };
    if (!WITHOUT_ENDING.test(specifier) || !context.parentURL?.endsWith('.ts'))
      return next(specifier, context);
    try {
      return next(specifier, context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
      const file = specifier.replace(/^@\//, new URL('../..', import.meta.url).href);
      try {
        return next(`${file}.ts`, context);
      } catch (fault) {
        if (fault.code !== 'ERR_MODULE_NOT_FOUND') throw fault;
        return next(`${file}/index.ts`, context);
      }
    }
  },
});
