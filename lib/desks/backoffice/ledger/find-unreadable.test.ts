import { expect, test } from 'vitest';
import { findUnreadable } from '../../../core/find-unreadable.ts';
import { readId } from '../../../core/ids.ts';
import { readDay } from '../../../core/read-day.ts';
import { readCursor } from './cursor.ts';
import { readMoment } from './filters.ts';

const READERS = { at: readMoment, from: readDay, before: readId, cursor: readCursor };
const find = (query: Record<string, string | string[] | undefined>) =>
  findUnreadable((name) => query[name], READERS);

test.each([
  [{}, []],
  [{ at: '', before: '' }, []],
  [{ at: '2026-01-31', from: '2026-01-31', before: '12', cursor: '1.2.unlock.1' }, []],
  [{ at: '2026-01-31T12:30:05' }, []],
  [{ other: 'garbage' }, []],
  [{ at: 'garbage' }, ['at=garbage']],
  [{ at: '2026-02-31' }, ['at=2026-02-31']],
  [{ at: '2026-01-31T25:00' }, ['at=2026-01-31T25:00']],
  [{ at: ' ' }, ['at= ']],
  [{ from: '2026-02-29' }, ['from=2026-02-29']],
  [{ from: '2026-01-31T12:00' }, ['from=2026-01-31T12:00']],
  [{ before: '１２' }, ['before=１２']],
  [{ before: '1e3' }, ['before=1e3']],
  [{ before: '-1', at: 'x' }, ['at=x', 'before=-1']],
  [{ before: ['1', '2'] }, ['before=1 … 2']],
  [{ cursor: '1.2.nothing.1' }, ['cursor=1.2.nothing.1']],
  [{ at: 'x'.repeat(5000) }, [`at=${'x'.repeat(60)}`]],
])('%j: %j cannot be read', (query, wrong) => expect(find(query)).toEqual(wrong));
