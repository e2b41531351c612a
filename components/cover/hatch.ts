import { n } from './random';

/** Parallel chords across a circle, as an engraver shades a coin. */
export function hatchCircle(x: number, y: number, radius: number, gap: number, angle: number): string {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let path = '';
  for (let offset = -radius + gap; offset < radius; offset += gap) {
    const half = Math.sqrt(radius * radius - offset * offset);
    const [mx, my] = [x - sin * offset, y + cos * offset];
    path += `M${n(mx - cos * half)} ${n(my - sin * half)}L${n(mx + cos * half)} ${n(my + sin * half)}`;
  }
  return path;
}
