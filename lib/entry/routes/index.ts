/** How HTTP reaches the house beside actions. */

export { download } from './download';
export { missing } from './missing';
export { openStream } from './open-stream';
export { PRIVATE_HEADERS } from './private-headers';
export { publicRoute } from './public-route';
export { readJson } from './read-json';
export { recordExport } from './record-export';
export { requireLength } from './require-length';
export { adminRoute, creatorRoute, readerRoute } from './viewer-routes';
