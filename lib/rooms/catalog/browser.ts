export { isTopic, TOPICS } from './topics';
