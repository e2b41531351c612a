import { expect, test, vi } from 'vitest';
import { PageStore } from './store';

function makeStore(options: { mostEntries?: number; mostBytes?: number } = {}) {
  const clock = { now: 0 };
  const waiting: ((page: string) => void)[] = [];
  const make = vi.fn(
    ({ id }: { id: string }) =>
      new Promise<{ page: string; bytes: number | null }>((resolve) => {
        waiting.push((page) => resolve({ page, bytes: id === 'private' ? null : 10 }));
      }),
  );
  const store = new PageStore<{ id: string }, string>({
    make,
    freshMs: 60,
    staleMs: 30,
    mostEntries: 3,
    mostBytes: 1_000,
    now: () => clock.now,
    ...options,
  });
  const fill = async (id: string, page = id) => {
    const got = store.get({ id });
    waiting.pop()?.(page);
    return got;
  };
  return { store, make, waiting, clock, fill };
}

test('a page is made once, for all who ask meanwhile', async () => {
  const { store, make, waiting } = makeStore();
  const asked = [store.get({ id: 'a' }), store.get({ id: 'a' }), store.get({ id: 'a' })];
  waiting[0]?.('page');
  expect(await Promise.all(asked)).toEqual(['page', 'page', 'page']);
  expect(await store.get({ id: 'a' })).toBe('page');
  expect(make).toHaveBeenCalledTimes(1);
});

test('an old one is served while a new one is made, and not for long', async () => {
  const { store, make, waiting, clock, fill } = makeStore();
  await fill('a', 'first');
  clock.now = 70;
  expect(store.peek({ id: 'a' })).toBe('first');
  expect(store.peek({ id: 'a' })).toBe('first');
  expect(make).toHaveBeenCalledTimes(2);
  waiting.pop()?.('second');
  await vi.waitFor(() => expect(store.peek({ id: 'a' })).toBe('second'));
  clock.now = 200;
  expect(store.peek({ id: 'a' })).toBeNull();
});

test('what is dropped is gone, also what was just being made', async () => {
  const { store, waiting, fill } = makeStore();
  await fill('a', 'before');
  const late = store.get({ id: 'b' });
  store.drop();
  expect(store.peek({ id: 'a' })).toBeNull();
  const after = store.get({ id: 'b' });
  waiting[0]?.('read before the change');
  expect(await late).toBe('read before the change');
  expect(store.peek({ id: 'b' })).toBeNull();
  waiting[1]?.('read after it');
  expect(await after).toBe('read after it');
  expect(await store.get({ id: 'b' })).toBe('read after it');
  expect(store.size).toEqual({ entries: 1, bytes: 10 });
});

test('number and bytes are bounded: what was asked for longest ago goes', async () => {
  const { store, fill } = makeStore();
  for (const id of ['a', 'b', 'c']) await fill(id);
  store.peek({ id: 'a' });
  await fill('d');
  expect(['a', 'b', 'c', 'd'].map((id) => store.peek({ id }))).toEqual(['a', null, 'c', 'd']);
  const small = makeStore({ mostBytes: 25 });
  for (const id of ['a', 'b', 'c']) await small.fill(id);
  expect(small.store.size).toEqual({ entries: 2, bytes: 20 });
});

test('what must not be kept is not, and a failure is nobody else’s', async () => {
  const { store, fill, make } = makeStore();
  expect(await fill('private')).toBe('private');
  expect(store.size.entries).toBe(0);
  make.mockRejectedValueOnce(new Error('the database is away'));
  await expect(store.get({ id: 'a' })).rejects.toThrow('away');
  expect(await fill('a')).toBe('a');
});
