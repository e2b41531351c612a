/** Whole pages kept for readers who are not signed in. */

export { createPageCache } from './page-cache';
