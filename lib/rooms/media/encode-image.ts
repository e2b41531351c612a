import 'server-only';
import type { default as Sharp } from 'sharp';
import { DomainError } from '@/lib/core/errors';
import { createTurns } from './take-turns';

/** How an image is cut and how wide it is kept, by what it is for. */
const SHAPES = {
  avatar: { widths: [96, 256, 512], ratio: 1, slimmest: 4 },
  cover: { widths: [480, 960, 1600], ratio: null, slimmest: 4 },
  inline: { widths: [480, 960, 1600], ratio: null, slimmest: 20 },
};

/** 64 megapixels: more than phones take, far less than what a small file can blow up to. */
const MAX_PIXELS = 64_000_000;
/** As many with four one-byte channels. An interlaced picture is whole in memory before its first line. */
const MAX_DECODED_BYTES = MAX_PIXELS * 4;
const SAMPLE_BYTES: Record<string, number> = {
  uchar: 1,
  char: 1,
  ushort: 2,
  short: 2,
  complex: 8,
  dpcomplex: 16,
  double: 8,
};
const SECONDS = 30;

let loaded: Promise<typeof Sharp> | undefined;

/** sharp, loaded with the first picture. It keeps nothing decoded, because nothing is asked for again. */
function loadSharp(): Promise<typeof Sharp> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    return sharp;
  });
  return loaded;
}

// On globalThis: the server bundles this module more than once, and memory is one.
const kept = globalThis as unknown as { farthingPictureTurns?: ReturnType<typeof createTurns> };
kept.farthingPictureTurns ??= createTurns({ atOnce: 1, waiting: 16 });
const inTurn = kept.farthingPictureTurns;

export interface EncodedImage {
  /** Of the widest. */
  width: number;
  height: number;
  /** Ascending. */
  variants: { width: number; bytes: Buffer }[];
}

/**
 * Redraws an image as WebP in a few widths, upright and with nothing but its pixels: no place, no camera,
 * no thumbnail, and nothing that was hidden in the file. One at a time in this process, no matter who asks.
 * Throws `upload_too_many_pixels` above 64 megapixels or 256 MB of them, `upload_too_slim` for a picture that
 * is a line, `upload_broken` for what cannot be decoded to its end, and `busy` when too many wait.
 */
export function encodeImage(path: string, shape: keyof typeof SHAPES): Promise<EncodedImage> {
  return inTurn(() => encode(path, shape));
}

async function encode(path: string, shape: keyof typeof SHAPES): Promise<EncodedImage> {
  const { widths, ratio, slimmest } = SHAPES[shape];
  const sharp = await loadSharp();
  try {
    // Only the head is read here, so any size can be told.
    const head = await sharp(path, { limitInputPixels: false, pages: 1 }).metadata();
    const { width: across, height: down, orientation = 1 } = head;
    const decoded = across * down * (head.channels ?? 4) * (SAMPLE_BYTES[head.depth ?? ''] ?? 4);
    if (across * down > MAX_PIXELS || decoded > MAX_DECODED_BYTES)
      throw new DomainError('upload_too_many_pixels');
    if (Math.max(across, down) > slimmest * Math.min(across, down))
      throw new DomainError('upload_too_slim', { details: { max: String(slimmest) } });
    const original = sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 });
    // From 5 on the picture lies on its side.
    const upright = orientation >= 5 ? { width: down, height: across } : { width: across, height: down };
    const widest = ratio ? Math.min(upright.width, upright.height) : upright.width;
    const chosen = widths.filter((width) => width < widest);
    // A small picture is kept as wide as it is, never blown up.
    if (chosen.length < widths.length) chosen.push(widest);

    const width = chosen.at(-1);
    if (!width) throw new Error('no pixels');
    // Decoded once, at its widest; the others are made from that, so all show the same part.
    const { data, info } = await original
      .autoOrient()
      .resize(ratio ? { width, height: width * ratio, fit: 'cover', position: 'attention' } : { width })
      .toColourspace('srgb')
      .raw()
      .timeout({ seconds: SECONDS })
      .toBuffer({ resolveWithObject: true });
    const variants: EncodedImage['variants'] = [];
    for (const narrower of chosen) {
      const bytes = await sharp(data, { raw: info })
        .resize({ width: narrower })
        .webp({ quality: 80 })
        .timeout({ seconds: SECONDS })
        .toBuffer();
      variants.push({ width: narrower, bytes });
    }
    return { width: info.width, height: info.height, variants };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('upload_broken', { cause: error });
  }
}
