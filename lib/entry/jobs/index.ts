/** What runs by the clock. */

export { startWorker } from './run';
