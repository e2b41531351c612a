// Next's client runtime comes twice in its package: as CommonJS, which bundlers cannot trim, and as ES
// modules, which they can. Browsers get the second: the same files from the same release, some 15 kB less on
// every page.
const { existsSync, readFileSync } = require('node:fs');

module.exports = function loadNextEsm(source) {
  const twin = this.resourcePath.replace(/([\\/]next[\\/]dist[\\/])(?!esm[\\/])/, '$1esm/');
  if (twin === this.resourcePath || !existsSync(twin)) return source;
  this.addDependency(twin);
  return readFileSync(twin, 'utf8');
};
