import { HEIGHT, WIDTH } from './canvas';
import type { CoverFile } from './cover-address';
import { drawCover } from './draw-cover';
import { INK_NAMES, inksOf } from './inks';
import { writeSvg } from './write-svg';

/** A drawn cover as a file. A picture doesn't know the page's theme, so each theme has its own file. */
export function writeCover({ topic, theme, ...drawing }: CoverFile): string {
  const inks = inksOf(topic)[theme];
  const svg = writeSvg(
    <svg
      aria-hidden="true"
      xmlns="http://www.w3.org/2000/svg"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
    >
      {drawCover(drawing)}
    </svg>,
  );
  return INK_NAMES.reduce((text, name) => text.replaceAll(`var(--c-${name})`, inks[name]), svg);
}
