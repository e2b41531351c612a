import { EDITION } from './edition';
import { createDraw, n } from './random';

const PETALS = [5, 7, 8, 9, 11] as const;
/** In tenths of a unit of the 64-unit square. */
const DEPTH = { from: 50, to: 90 };

/** Two lines woven around a ring: the ground of a drawn portrait. */
export interface Weave {
  petals: number;
  /** How far the lines swing, in tenths of a unit. */
  depth: number;
}

/** Always the same for the same handle. */
export function weaveOf(handle: string): Weave {
  const seed = [...handle].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  const draw = createDraw(seed);
  return { petals: draw.pick(PETALS), depth: Math.round(draw.between(DEPTH.from, DEPTH.to)) };
}

export const weavePath = ({ petals, depth }: Weave): string =>
  `/covers/${EDITION}/weave-${petals}-${depth}.svg`;

/** What an address asks for; null unless it exists. */
export function parseWeaveName(name: string): Weave | null {
  const [, petals, depth] = (/^weave-(\d{1,2})-(\d{2})\.svg$/.exec(name) ?? []).map(Number);
  if (petals === undefined || depth === undefined) return null;
  const known = PETALS.some((count) => count === petals) && depth >= DEPTH.from && depth <= DEPTH.to;
  return known ? { petals, depth } : null;
}

/** The lines as a file, to be laid as a mask on the colour of the one it stands for. */
export function writeWeave({ petals, depth }: Weave): string {
  const lines = [0, 0.5].map((shift) => {
    const points = 120;
    let path = '';
    for (let i = 0; i <= points; i++) {
      const angle = (i / points) * Math.PI * 2;
      const r = 24 + (Math.sin(angle * petals + shift * Math.PI * 2) * depth) / 10;
      path += `${i ? 'L' : 'M'}${n(32 + Math.cos(angle) * r)} ${n(32 + Math.sin(angle) * r)}`;
    }
    return path;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="${lines.join('')}" ` +
    'fill="none" stroke="#000" stroke-width=".9"/></svg>'
  );
}
