import type { ReactNode } from 'react';
import { GROUND, HEIGHT, WIDTH } from './canvas';
import { Arcs } from './motifs/arcs';
import { Bird } from './motifs/bird';
import { Coins } from './motifs/coins';
import { Grid } from './motifs/grid';
import { Leaves } from './motifs/leaves';
import { Press } from './motifs/press';
import { Rings } from './motifs/rings';
import { Strata } from './motifs/strata';
import { Type } from './motifs/type';
import { Waves } from './motifs/waves';
import { createDraw, type Draw } from './random';

type Motif = (props: { draw: Draw; language: string }) => ReactNode;

const MOTIFS = new Map<string, Motif>([
  ['arcs', Arcs],
  ['bird', Bird],
  ['coins', Coins],
  ['grid', Grid],
  ['leaves', Leaves],
  ['press', Press],
  ['rings', Rings],
  ['strata', Strata],
  ['type', Type],
  ['waves', Waves],
]);

export interface Drawing {
  motif: string;
  seed: number;
  language: string;
}

export const isMotif = (name: string): boolean => MOTIFS.has(name);

/** What stands on the sheet: the same drawing for the same motif, seed and language, on every machine. */
export function drawCover({ motif, seed, language }: Drawing): ReactNode {
  const drawMotif = MOTIFS.get(motif) ?? Coins;
  return (
    <>
      <rect width={WIDTH} height={HEIGHT} fill={GROUND} />
      {/* Called, not rendered: React may render a component twice, and the draw goes on from where it
          was. */}
      {drawMotif({ draw: createDraw(seed), language })}
    </>
  );
}
