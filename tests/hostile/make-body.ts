import type { Random } from './random.ts';
import { TEXTS } from './texts.ts';

const FIELDS = [
  '0',
  '1',
  '$ACTION_ID_00',
  '$ACTION_REF_1',
  '$ACTION_1:0',
  '$ACTION_KEY',
  '1_email',
  'email',
  'password',
  'csrfToken',
  'itemId',
  'amount',
  'file',
];

/** A body that fits its type, nearly fits it, or has nothing to do with it. */
export function makeBody(random: Random, type: string): Buffer {
  if (random.oneIn(6)) return random.bytes(random.under(2_000));
  if (random.oneIn(200)) return Buffer.alloc(3_000_000, 'a');
  const text = () => random.pick(TEXTS);
  if (type.startsWith('multipart')) return Buffer.from(makeForm(random, text));
  if (type.includes('urlencoded'))
    return Buffer.from(
      Array.from({ length: random.under(5) }, () => `${random.pick(FIELDS)}=${text()}`).join('&'),
    );
  return Buffer.from(makeJson(random, text));
}

function makeJson(random: Random, text: () => string): string {
  const value = (): unknown =>
    random.oneIn(2)
      ? text()
      : random.pick<unknown>([0, -1, 1e300, true, null, [], {}, [[]], { toString: 1 }]);
  const fields = Object.fromEntries(
    Array.from({ length: random.under(5) }, () => [random.oneIn(2) ? random.pick(FIELDS) : text(), value()]),
  );
  const json = JSON.stringify(random.pick([fields, [fields], [value()], value(), ['$K1'], ['$@1']]));
  if (random.oneIn(5)) return json.slice(0, random.under(json.length + 1));
  return random.oneIn(30) ? '['.repeat(20_000) : json;
}

function makeForm(random: Random, text: () => string): string {
  const boundary = random.pick(['----x', '----x', '----y', '']);
  const parts = Array.from({ length: random.under(5) }, () => {
    const name = random.oneIn(2) ? random.pick(FIELDS) : text().slice(0, 200);
    const file = random.oneIn(3) ? `; filename="${text().slice(0, 200)}"` : '';
    const value = random.oneIn(3) ? makeJson(random, text) : text();
    return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  });
  const end = random.oneIn(3) ? '' : `--${boundary}--\r\n`;
  return parts.join('') + end;
}
