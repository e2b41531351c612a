/** What creators earn, as sums that are kept and a tail that is live. */

export { type EarningsBalance, getEarningsBalance } from './earnings-balance';
export { refundRateOf, unlockRateOf, unlocksOf } from './figures-of';
export { earnedMicros, getReport, type Report, type ReportLine } from './get-report';
export { getTimeZone } from './get-time-zone';
export { streamEvents } from './list-events';
export { type LiveEvent, liveFeed, readCursor } from './live-feed';
export { type Grain, PERIODS, type Range } from './period';
export { readSnapshot } from './read-snapshot';
export { type EarningsView, readEarningsView, writeEarningsQuery } from './read-view';
export { rollUpEarnings } from './roll-up';
export { DIMENSIONS, type Dimension } from './sum-rollups';
export { writeEarningsCsv } from './write-csv';
