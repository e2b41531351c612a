import sharp from 'sharp';
import { makeWebm } from '../make-webm.ts';

const WIDTH = 480;
const HEIGHT = 270;
const FRAMES_PER_SECOND = 10;
/** Pictures under way at once: encoding runs beside us. */
const TOGETHER = 8;

export const INK = '#2a2520';
export const WOOD = '#9a4a16';
export const SHADE = '#8b8172';
export const PAPER = '#faf7ef';

interface Film {
  /** Of one round, after which all stands as at the beginning. */
  seconds: number;
  rounds: number;
  /** What is seen at this part of a round, from 0 to below 1, as SVG. */
  draw: (part: number) => string;
}

/** A film of something that goes round: one round is drawn and shown again and again. */
export async function renderFilm({ seconds, rounds, draw }: Film): Promise<Buffer> {
  const count = Math.round(seconds * FRAMES_PER_SECOND);
  const round: Buffer[] = [];
  for (let from = 0; from < count; from += TOGETHER) {
    const parts = Array.from({ length: Math.min(TOGETHER, count - from) }, (_, n) => (from + n) / count);
    round.push(...(await Promise.all(parts.map((part) => toPicture(draw(part))))));
  }
  const pictures = Array.from({ length: rounds }, () => round).flat();
  return makeWebm({ width: WIDTH, height: HEIGHT, framesPerSecond: FRAMES_PER_SECOND, pictures });
}

function toPicture(drawing: string): Promise<Buffer> {
  const sheet = `<path d="M0 0h${WIDTH}v${HEIGHT}H0z" fill="${PAPER}"/>`;
  const size = `width="${WIDTH}" height="${HEIGHT}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${sheet}${drawing}</svg>`;
  return sharp(Buffer.from(svg)).flatten().webp({ quality: 45, effort: 0 }).toBuffer();
}

export interface Point {
  x: number;
  y: number;
}

/** A point at this angle, clockwise from the right, and distance. */
export function around({ x, y }: Point, angle: number, distance: number): Point {
  return { x: x + distance * Math.cos(angle), y: y + distance * Math.sin(angle) };
}

const at = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;

export function line(points: Point[], color: string, width: number): string {
  const path = points.map((point, n) => `${n === 0 ? 'M' : 'L'}${at(point)}`).join('');
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round"/>`;
}

export function disc({ x, y }: Point, radius: number, fill: string, edge = 'none'): string {
  const place = `cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}"`;
  return `<circle ${place} fill="${fill}" stroke="${edge}" stroke-width="2.5"/>`;
}
