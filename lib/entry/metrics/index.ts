/** Figures for a monitor. */

export { answerScrape } from './answer-scrape';
export { mayScrape } from './may-scrape';
export { registerMetrics } from './register-metrics';
