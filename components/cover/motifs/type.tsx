import { HEIGHT, INK, LIGHT, SECOND, WIDTH } from '../canvas';
import { LETTERS } from '../letters';
import { type Draw, n } from '../random';

/** One letter, too large for the sheet, on the lines that it was drawn to. */
export function Type({ draw, language }: { draw: Draw; language: string }) {
  const letter =
    language === 'ko'
      ? draw.pick(['글', '책', '활', '한'] as const)
      : draw.pick(['g', 'R', 'a', '&', 'Q'] as const);
  const x = n(WIDTH * draw.between(0.38, 0.56));
  const lines = [46, 132, 250, 296];
  return (
    <>
      <path d={`M${n(x + 62)} 0H${WIDTH}V${HEIGHT}H${n(x + 62)}z`} fill={LIGHT} />
      <path transform={`translate(${x} ${language === 'ko' ? 286 : 250})`} fill={INK} d={LETTERS[letter]} />
      <path
        d={lines.map((y) => `M0 ${y}H${WIDTH}`).join('')}
        stroke={SECOND}
        strokeWidth="1.6"
        strokeDasharray="1 6"
        strokeLinecap="round"
      />
      <path d={`M0 250H${WIDTH}M${n(x + 62)} 0V${HEIGHT}`} stroke={SECOND} strokeWidth="2.4" />
      <circle cx={n(x + 62)} cy="250" r="6" fill={SECOND} />
    </>
  );
}
