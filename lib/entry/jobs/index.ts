export { startWorker } from './run';
