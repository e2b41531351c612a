import { askForCut } from '@/lib/fonts/ask-for-cut';

interface CutFontProps {
  /** In the stack of app/globals.css. */
  family: 'Farthing Page Serif' | 'Farthing Paid Serif';
  wanted: Parameters<typeof askForCut>[0];
}

/** Declares the Korean type that was cut for these texts; nothing until it is made. */
export async function CutFont({ family, wanted }: CutFontProps) {
  const name = await askForCut(wanted);
  if (!name) return null;
  const face = (weight: number) =>
    `@font-face{font-family:${family};font-weight:${weight};font-display:swap;src:url(/fonts/cut/${name}-${weight}.woff2)}`;
  return <style>{face(400) + face(600)}</style>;
}
