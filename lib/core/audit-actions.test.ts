import { expect, test } from 'vitest';
import { AUDIT_ACTIONS } from './audit-actions';
import { loadMessages } from './i18n/load-messages';

test.each(['en', 'ko'] as const)('every act has its words in %s, and no words are left over', (locale) => {
  expect(Object.keys(loadMessages(locale).audit.act).sort()).toEqual([...AUDIT_ACTIONS].sort());
});
