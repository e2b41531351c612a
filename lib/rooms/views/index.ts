/** Who saw an item and where from, counted without knowing who. */

export { type AnonymousView, recordView, recordViews } from './record-view';
export { sweepViews } from './sweep-views';
export { readView, type Seen } from './view-of-request';
