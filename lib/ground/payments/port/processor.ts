import type { Books } from './books';
import type { Disputes } from './disputes';
import type { Events } from './events';
import type { Payouts } from './payouts';
import type { Refunds } from './refunds';
import type { TopUps } from './top-ups';

/**
 * What the product needs from a payment processor, in our words and in micros; any currency that the
 * processor knows may come back. Every function throws ProcessorError for what the processor does, unless it
 * says otherwise.
 */
export interface Processor extends TopUps, Refunds, Disputes, Payouts, Books, Events {}
