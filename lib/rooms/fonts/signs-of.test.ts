import { expect, test } from 'vitest';
import { signsOf } from './signs-of';

test.each([
  [['나가다', 'a 가'], [], '가나다'],
  [['Latin, “quoted” — 3¢'], [], ''],
  [['「글」은 金'], [], '「」金글은'],
  [['가나다'], ['나'], '가다'],
  [['😀가'], [], '가'],
  [[], [], ''],
])('%j without %j: %s', (texts, others, signs) => {
  expect(signsOf(texts, others)).toBe(signs);
});
