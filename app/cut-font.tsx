import { preload } from 'react-dom';
import { askForCut } from '@/lib/rooms/fonts';

const WEIGHTS = [400, 600];

interface CutFontProps {
  /** In the stack of app/globals.css. */
  family: 'Farthing Page Serif' | 'Farthing Paid Serif';
  wanted: Parameters<typeof askForCut>[0];
}

/** Declares the Korean type that was cut for these texts; nothing until it is made. */
export async function CutFont({ family, wanted }: CutFontProps) {
  const name = await askForCut(wanted);
  if (!name) return null;
  const address = (weight: number) => `/fonts/cut/${name}-${weight}.woff2`;
  // Found at once, and not when the styles are there: a title that is set again moves what stands below it.
  for (const weight of WEIGHTS)
    preload(address(weight), { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  const faces = WEIGHTS.map(
    (weight) =>
      `@font-face{font-family:${family};font-weight:${weight};font-display:swap;src:url(${address(weight)})}`,
  );
  return <style>{faces.join('')}</style>;
}
