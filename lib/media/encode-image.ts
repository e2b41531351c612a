import 'server-only';
import sharp from 'sharp';
import { DomainError } from '../errors';

/** How an image is cut and how wide it is kept, by what it is for. */
const SHAPES = {
  avatar: { widths: [96, 256, 512], ratio: 1 },
  cover: { widths: [480, 960, 1600], ratio: null },
  inline: { widths: [480, 960, 1600], ratio: null },
};

/** 64 megapixels: more than phones take, far less than what a small file can blow up to. */
const MAX_PIXELS = 64_000_000;
const SECONDS = 30;

export interface EncodedImage {
  /** Of the widest. */
  width: number;
  height: number;
  /** Ascending. */
  variants: { width: number; bytes: Buffer }[];
}

/**
 * Draws an image anew as WebP in a few widths, upright and with nothing but its pixels: no place, no camera, no thumbnail,
 * and nothing that was hidden in the file. Throws `upload_too_many_pixels` above 64 megapixels, and `upload_broken` for
 * what cannot be decoded to its end.
 */
export async function encodeImage(path: string, shape: keyof typeof SHAPES): Promise<EncodedImage> {
  const { widths, ratio } = SHAPES[shape];
  try {
    // Only the head is read here, so any size can be told.
    const head = await sharp(path, { limitInputPixels: false, pages: 1 }).metadata();
    const { width: across, height: down, orientation = 1 } = head;
    if (across * down > MAX_PIXELS) throw new DomainError('upload_too_many_pixels');
    const original = sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 });
    // From 5 on the picture lies on its side.
    const upright = orientation >= 5 ? { width: down, height: across } : { width: across, height: down };
    const widest = ratio ? Math.min(upright.width, upright.height) : upright.width;
    const chosen = widths.filter((width) => width < widest);
    // A small picture is kept as wide as it is, never blown up.
    if (chosen.length < widths.length) chosen.push(widest);

    const variants: EncodedImage['variants'] = [];
    let height = 0;
    for (const width of chosen) {
      const { data, info } = await original
        .clone()
        .autoOrient()
        .resize(ratio ? { width, height: width * ratio, fit: 'cover', position: 'attention' } : { width })
        .toColourspace('srgb')
        .webp({ quality: 80 })
        .timeout({ seconds: SECONDS })
        .toBuffer({ resolveWithObject: true });
      variants.push({ width: info.width, bytes: data });
      height = info.height;
    }
    const width = variants.at(-1)?.width;
    if (!width) throw new Error('no pixels');
    return { width, height, variants };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('upload_broken', { cause: error });
  }
}
