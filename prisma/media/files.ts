import { makeBell } from './make-bell.ts';
import { makePendulums } from './make-pendulums.ts';
import { makeStreetTiles } from './make-street-tiles.ts';

interface DemoFile {
  name: string;
  make: () => Buffer | Promise<Buffer>;
}

/** What is heard, watched or downloaded, by the piece's address. All of it is made by code. */
export const FILES: Record<string, DemoFile> = {
  'one-bell-struck-four-times': { name: 'one-bell-struck-four-times.wav', make: makeBell },
  'eleven-pendulums': { name: 'eleven-pendulums.webm', make: makePendulums },
  'a-game-of-narrow-streets': { name: '골목 잇기.zip', make: makeStreetTiles },
};
