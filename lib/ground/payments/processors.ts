import 'server-only';
import type { Processor as ProcessorName } from '@/lib/generated/prisma/enums';
import type { Processor } from './port/processor';
import { stripeProcessor } from './stripe/processor';

const PROCESSORS: Record<ProcessorName, Processor> = { stripe: stripeProcessor };

/** With whom new things are made; what is written down names its own. */
const CHOSEN: ProcessorName = 'stripe';

/** The processor that a row names; for what has no row yet, the one that new things are made with. */
export function processor(name: ProcessorName = CHOSEN): Processor {
  return PROCESSORS[name];
}
