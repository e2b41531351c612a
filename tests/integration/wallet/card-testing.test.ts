import { expect, test } from 'vitest';
import { freezeDate } from '../../setup/freeze-date';
import { deliver, makeReader, pay, readTopUp, topUp } from './world';

const DECLINED = '4000000000000002';
const declined = async (url: string, number = DECLINED) => {
  await pay(url, { number });
  await deliver();
};

test('the page is closed after the fifth refused card, and takes no good one afterwards', async () => {
  freezeDate();
  const { userId } = await makeReader();
  const { topUpId, url } = await topUp(userId);
  // Four tries leave it open, with cards of their own so that the page alone is counted.
  const cards = ['4000000000009995', '4000000000009987', '4000000000009979', '4000000000000069'];
  for (const number of cards) await declined(url, number);
  expect((await readTopUp(topUpId)).status).toBe('open');
  await declined(url);
  expect((await readTopUp(topUpId)).status).toBe('canceled');
  await pay(url);
  await deliver();
  expect((await readTopUp(topUpId)).status).toBe('canceled');
});

test('ten refused cards in a day are a pause, for this reader alone', async () => {
  freezeDate();
  const { userId } = await makeReader();
  const pages = [
    ['4000000000009995', '4000000000009987', '4000000000009979', '4000000000000069', DECLINED],
    ['4000000000000127', '4000000000000119', '4000000000006975', '4100000000000019', DECLINED],
  ];
  for (const cards of pages) {
    const { url } = await topUp(userId);
    for (const number of cards) await declined(url, number);
  }
  await expect(topUp(userId)).rejects.toMatchObject({ code: 'too_many_requests' });
  await expect(topUp((await makeReader()).userId)).resolves.toBeTruthy();
});

test('one card that is tried by many accounts closes their pages', async () => {
  freezeDate();
  const states: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    const { userId } = await makeReader();
    const { topUpId, url } = await topUp(userId);
    await declined(url, '4000000000000341');
    states.push((await readTopUp(topUpId)).status);
  }
  expect(states).toEqual(['open', 'open', 'open', 'open', 'canceled', 'canceled']);
});

test('one source opens forty pages an hour, whatever accounts it has', async () => {
  freezeDate();
  const address = '203.0.113.9';
  for (let n = 0; n < 40; n += 10) {
    const { userId } = await makeReader();
    for (let i = 0; i < 10; i += 1) await topUp(userId, { address });
  }
  const { userId } = await makeReader();
  await expect(topUp(userId, { address })).rejects.toMatchObject({ code: 'too_many_requests' });
  await expect(topUp(userId, { address: '203.0.113.10' })).resolves.toBeTruthy();
});
