import { makeGenevaWheel, makeQuickReturn, makeWattLink, makeWheelInRing } from './film/make-mechanisms.ts';
import { makePendulums } from './film/make-pendulums.ts';
import { makeLamps } from './game/make-lamps.ts';
import { makeMazes } from './game/make-mazes.ts';
import { makeShoreTiles } from './game/make-shore-tiles.ts';
import { makeStreetTiles } from './game/make-street-tiles.ts';
import { makeTableCards } from './game/make-table-cards.ts';
import { makeBell } from './sound/make-bell.ts';
import { makeBreathingBell, makeFiveBowls, makeOpeningGong, makePlainHunt } from './sound/make-metal.ts';
import { makeMoonOverPond, makePrelude, makeSlantingRain, makeTwelveBeats } from './sound/make-strings.ts';
import {
  makeFogSignal,
  makeRain,
  makeThunder,
  makeTideTurning,
  makeWindInWires,
} from './sound/make-weather.ts';

interface DemoFile {
  name: string;
  make: () => Buffer | Promise<Buffer>;
}

/** What is heard, watched or downloaded, by the piece's address. All of it is made by code. */
export const FILES: Record<string, DemoFile> = {
  'one-bell-struck-four-times': { name: 'one-bell-struck-four-times.wav', make: makeBell },
  'plain-hunt-on-six': { name: 'plain-hunt-on-six.wav', make: makePlainHunt },
  'a-great-bell-breathing': { name: 'a-great-bell-breathing.wav', make: makeBreathingBell },
  'a-gong-that-opens-late': { name: 'a-gong-that-opens-late.wav', make: makeOpeningGong },
  'five-bowls-out-of-step': { name: 'five-bowls-out-of-step.wav', make: makeFiveBowls },
  'trying-the-strings': { name: '다스름.wav', make: makePrelude },
  'twelve-slow-beats': { name: '열두 박.wav', make: makeTwelveBeats },
  'slanting-rain': { name: '빗금.wav', make: makeSlantingRain },
  'the-moon-in-the-pond': { name: '달이 든 못.wav', make: makeMoonOverPond },
  'rain-on-tin-then-leaves': { name: 'rain-on-tin-then-leaves.wav', make: makeRain },
  'the-tide-turning': { name: 'the-tide-turning.wav', make: makeTideTurning },
  'wind-in-four-wires': { name: 'wind-in-four-wires.wav', make: makeWindInWires },
  'thunder-at-three-distances': { name: 'thunder-at-three-distances.wav', make: makeThunder },
  'a-fog-signal-answered': { name: 'a-fog-signal-answered.wav', make: makeFogSignal },
  'eleven-pendulums': { name: 'eleven-pendulums.webm', make: makePendulums },
  'a-wheel-inside-a-ring': { name: 'a-wheel-inside-a-ring.webm', make: makeWheelInRing },
  'watts-almost-straight-line': { name: 'watts-almost-straight-line.webm', make: makeWattLink },
  'the-wheel-that-waits': { name: 'the-wheel-that-waits.webm', make: makeGenevaWheel },
  'slow-out-fast-back': { name: 'slow-out-fast-back.webm', make: makeQuickReturn },
  'a-game-of-narrow-streets': { name: '골목 잇기.zip', make: makeStreetTiles },
  'lamps-twenty-four-boards': { name: 'lamps.zip', make: makeLamps },
  'nine-mazes-to-print': { name: 'nine-mazes.zip', make: makeMazes },
  'shoreline-sixteen-tiles': { name: 'shoreline.zip', make: makeShoreTiles },
  'laying-the-table': { name: '밥상 차리기.zip', make: makeTableCards },
};
