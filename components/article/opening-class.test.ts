import { expect, test } from 'vitest';
import { openingClass } from './opening-class.ts';

const LONG = 'Bells sound lower in the cold. '.repeat(7);

test.each([
  ['a paragraph of three lines', LONG, 'prose opening'],
  ['one that is too short for a large initial', 'A hat for the game.', 'prose'],
  ['a short one before a long one', `Short.\n\n${LONG}`, 'prose'],
  ['a heading before a long one', `# Title\n\n${LONG}`, 'prose opening'],
  ['nothing', '', 'prose'],
])('%s', (_what, teaser, expected) => expect(openingClass(teaser)).toBe(expected));
