import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { ErrorCode } from '@/lib/core/errors';

/** One plain sentence for a failure, in the person's language. Values a sentence does not use are ignored. */
export async function describeError(code: ErrorCode, values: Record<string, string>): Promise<string> {
  const t = await getTranslations('errors');
  // A sentence that names a value the thrower did not give would throw in its turn.
  const complete = {
    ...{ reference: '', min: '', max: '', cap: '', room: '', balance: '', who: '' },
    ...{ fault: '', step: '', example: '', unit: '', number: '', title: '' },
    ...values,
  };
  return t(code, complete);
}
