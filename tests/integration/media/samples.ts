import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { makeWav } from '../../../prisma/media/make-wav.ts';

/** Silence as a WAV file: 8 kHz, mono, 16 bits. */
export function makeSilence(seconds: number): Buffer {
  const rate = 8_000;
  return makeWav(Buffer.alloc(Math.round(seconds * rate) * 2), rate);
}

/** Silence as an MP3 file: frames of 128 kbit/s at 44.1 kHz, about 26 ms each. */
export function makeMp3(frames = 200): Buffer {
  const frame = Buffer.alloc(417);
  Buffer.from([0xff, 0xfb, 0x90, 0x00]).copy(frame);
  return Buffer.concat(Array.from({ length: frames }, () => frame));
}

/** An ID3 tag that says how long its content is. */
function makeTag(bytes: number, said = bytes): Buffer {
  const size = [21, 14, 7, 0].map((shift) => (said >> shift) & 127);
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, ...size]), Buffer.alloc(bytes)]);
}

/** MP3 files as they are found in the wild, by what is wrong with their beginning. */
export function makeUntidyMp3s(): Record<string, Buffer> {
  const [sound, rubbish] = [makeMp3(), Buffer.alloc(417, 0x55)];
  return {
    '33 zero bytes after its tag': Buffer.concat([makeTag(50), Buffer.alloc(33), sound]),
    'a tag of 100,000 bytes and as many zeros': Buffer.concat([
      makeTag(100_000),
      Buffer.alloc(100_000),
      sound,
    ]),
    '417 bytes of rubbish before it': Buffer.concat([rubbish, sound]),
    'rubbish after its tag': Buffer.concat([makeTag(50), rubbish, sound]),
    'a tag that is 10 bytes too long': Buffer.concat([makeTag(50, 60), sound]),
    'two tags': Buffer.concat([makeTag(50), makeTag(20), Buffer.alloc(7), sound]),
  };
}

const u32 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value, index * 4);
  });
  return bytes;
};
const box = (type: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};

/** The smallest MP4 that says what it holds: one track of two seconds, of pictures or of sound. */
export function makeMp4(handler: 'vide' | 'soun'): Buffer {
  const movieHead = box('mvhd', u32(0, 0, 0, 1_000, 2_000, 0x10000, 0x01000000, 0, 0), Buffer.alloc(64));
  const trackHead = box('tkhd', u32(3, 0, 0, 1, 0, 2_000), Buffer.alloc(60));
  const mediaHead = box('mdhd', u32(0, 0, 0, 1_000, 2_000, 0x55c40000));
  const kind = box('hdlr', u32(0, 0), Buffer.from(handler), u32(0, 0, 0), Buffer.from('x\0'));
  const entry =
    handler === 'vide'
      ? box('avc1', Buffer.alloc(6), Buffer.from([0, 1]), Buffer.alloc(70))
      : box('mp4a', Buffer.alloc(6), Buffer.from([0, 1]), u32(0, 0, 0x00010010, 0, 44_100 << 15));
  const table = box(
    'stbl',
    box('stsd', u32(0, 1), entry),
    box('stts', u32(0, 1, 1, 2_000)),
    box('stsc', u32(0, 1, 1, 1, 1)),
    box('stsz', u32(0, 4, 1)),
    box('stco', u32(0, 1, 40)),
  );
  const track = box('trak', trackHead, box('mdia', mediaHead, kind, box('minf', table)));
  const type = box('ftyp', Buffer.from('isom'), u32(512), Buffer.from('isommp41'));
  return Buffer.concat([type, box('mdat', u32(0)), box('moov', movieHead, track)]);
}

/** A photograph that knows where and with what it was taken, lying on its side. */
export async function makePhoto(width = 1_200, height = 800): Promise<Buffer> {
  const plain = sharp({ create: { width, height, channels: 3, background: '#b5651d' } });
  return plain
    .withExif({
      IFD0: { Make: 'SecretCamera', Copyright: 'SecretOwner', Orientation: '6' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '51/1 30/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '7/1 0/1 0/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

export function makePng(width = 40, height = 30): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 4, background: '#1d4eb5' } })
    .png()
    .toBuffer();
}

/** A square of one colour: few bytes, many pixels. */
export function makeBlank(width: number): Promise<Buffer> {
  return sharp({ create: { width, height: width, channels: 3, background: '#000' } })
    .png({ palette: true, colours: 2, compressionLevel: 9 })
    .toBuffer();
}

/** A tiny PNG whose head promises an interlaced picture of 8,000² with 16 bits: 384 MB of pixels. */
export function makeDeepHead(width: number): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    return Buffer.concat([u32(content.length), body, u32(crc32(body))]);
  };
  const head = Buffer.concat([u32(width, width), Buffer.from([16, 2, 0, 0, 1])]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const HOSTILE_SVG = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" ' +
    'onload="alert(1)"><script>alert(1)</script></svg>',
);
