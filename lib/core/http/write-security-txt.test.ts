import { expect, test } from 'vitest';
import { writeSecurityTxt } from './write-security-txt';

test('the file names whom to tell, and until when it holds', () => {
  const text = writeSecurityTxt({
    contact: 'mailto:security@example.com',
    site: 'https://farthing.example',
    now: new Date('2026-11-28T01:02:03Z'),
  });
  expect(text).toBe(
    'Contact: mailto:security@example.com\nExpires: 2027-05-27T00:00:00.000Z\nPreferred-Languages: ' +
      'en, ko\nCanonical: https://farthing.example/.well-known/security.txt\n',
  );
});
