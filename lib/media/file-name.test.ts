import { expect, test } from 'vitest';
import { cleanFileName } from './file-name';

test.each([
  ['song.wav', 'wav', 'song.wav'],
  ['song.WAV', 'wav', 'song.wav'],
  ['song.mp3', 'wav', 'song.mp3.wav'],
  ['portrait.JPG', 'webp', 'portrait.webp'],
  ['a.b.jpeg', 'webp', 'a.b.webp'],
  ['그림', 'webp', '그림.webp'],
  ['.png', 'webp', 'png.webp'],
  ['C:\\secret\\..\\x.zip', 'zip', 'x.zip'],
])('%s with the content of a .%s is called %s', (given, extension, name) => {
  expect(cleanFileName(given, extension)).toBe(name);
});
