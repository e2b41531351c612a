import { open } from 'node:fs/promises';

/** How far behind a file's tags the sound may begin. */
const SEARCHED_BYTES = 256 * 1024;
const MOST_TAGS = 8;
/** Frames that must follow each other: by chance two headers fit together, not three. */
const FRAMES = 3;

// Thousands of bits per second by the header's four bits, for MPEG 1 (layers 1 to 3) and for MPEG 2 and 2.5
// (layer 1, then 2 and 3).
const RATES = {
  v1l1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const SAMPLE_RATES = [44_100, 48_000, 32_000];

/** Whether a file is an MP3 with padding or a wrong tag before its first frame, which players accept. */
export async function findMpegSound(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    let start = 0;
    for (let tag = 0; tag < MOST_TAGS; tag += 1) {
      const length = tagLength((await file.read(Buffer.alloc(10), 0, 10, start)).buffer);
      if (length === 0) break;
      start += length;
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SEARCHED_BYTES), 0, SEARCHED_BYTES, start);
    return hasFrames(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** Of an ID3 tag with its head and foot; 0: there is none. Its size is written in seven bits a byte. */
function tagLength(head: Buffer): number {
  if (head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 127), 0);
  return 10 + size + ((head[5] ?? 0) & 0x10 ? 10 : 0);
}

function hasFrames(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(0xff); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    let next = at;
    for (let frame = 0; frame < FRAMES; frame += 1) {
      const length = frameLength(bytes, next);
      if (length === 0) break;
      if (frame === FRAMES - 1) return true;
      next += length;
    }
  }
  return false;
}

/** Bytes of the frame whose head stands at `at`; 0: no head stands there. */
function frameLength(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length || bytes.readUInt16BE(at) < 0xffe0) return 0;
  const [second, third] = [bytes.readUInt8(at + 1), bytes.readUInt8(at + 2)];
  const [version, layer] = [(second >> 3) & 3, 4 - ((second >> 1) & 3)];
  const sampleRate = (SAMPLE_RATES[(third >> 2) & 3] ?? 0) / ({ 3: 1, 2: 2, 0: 4 }[version] ?? Infinity);
  if (layer === 4 || !sampleRate) return 0;
  const rates = RATES[version === 3 ? (`v1l${layer}` as 'v1l1') : layer === 1 ? 'v2l1' : 'v2l23'];
  const bits = (rates[third >> 4] ?? 0) * 1000;
  const padding = (third >> 1) & 1;
  if (bits === 0) return 0;
  if (layer === 1) return (Math.floor((12 * bits) / sampleRate) + padding) * 4;
  const samples = layer === 3 && version !== 3 ? 72 : 144;
  return Math.floor((samples * bits) / sampleRate) + padding;
}
