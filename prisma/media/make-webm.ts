const MILLISECOND_NS = 1_000_000;

/** An element of EBML: its id, how many bytes follow (always said in eight), and those. */
function element(id: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const name = Buffer.from(id.toString(16).padStart(2, '0'), 'hex');
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n));
  return Buffer.concat([name, size, body]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

const text = (value: string) => Buffer.from(value, 'latin1');

interface Film {
  width: number;
  height: number;
  framesPerSecond: number;
  /** Pictures of this size as lossy WebP: each is one key frame of VP8. */
  pictures: Buffer[];
}

/** A WebM file without sound, its pictures one after the other. Every second can be jumped to. */
export function makeWebm({ width, height, framesPerSecond, pictures }: Film): Buffer {
  const millisecondOf = (index: number) => Math.round((index * 1_000) / framesPerSecond);
  const info = element(
    0x1549a966,
    element(0x2ad7b1, number(MILLISECOND_NS)),
    element(0x4489, float(millisecondOf(pictures.length))),
    element(0x4d80, text('farthing')),
    element(0x5741, text('farthing')),
  );
  const picture = element(0xe0, element(0xb0, number(width)), element(0xba, number(height)));
  const track = [element(0xd7, number(1)), element(0x73c5, number(1)), element(0x83, number(1))];
  const tracks = element(0x1654ae6b, element(0xae, ...track, element(0x86, text('V_VP8')), picture));

  const clusters: Buffer[] = [];
  for (let first = 0; first < pictures.length; first += framesPerSecond) {
    const begins = millisecondOf(first);
    const blocks = pictures.slice(first, first + framesPerSecond).map((each, index) => {
      const head = Buffer.from([0x81, 0, 0, 0x80]);
      head.writeInt16BE(millisecondOf(first + index) - begins, 1);
      return element(0xa3, head, readKeyFrame(each));
    });
    clusters.push(element(0x1f43b675, element(0xe7, number(begins)), ...blocks));
  }
  const cuesFrom = (offset: number) => {
    let at = offset;
    const points = clusters.map((cluster, second) => {
      const place = element(0xb7, element(0xf7, number(1)), element(0xf1, number(at)));
      at += cluster.length;
      return element(0xbb, element(0xb3, number(second * 1_000)), place);
    });
    return element(0x1c53bb6b, ...points);
  };
  // Every number has eight bytes, so the table is as long before its places are known.
  const before = info.length + tracks.length;
  const cues = cuesFrom(before + cuesFrom(0).length);
  const head = element(
    0x1a45dfa3,
    element(0x4282, text('webm')),
    element(0x4287, number(4)),
    element(0x4285, number(2)),
  );
  return Buffer.concat([head, element(0x18538067, info, tracks, cues, ...clusters)]);
}

/** The frame in a WebP file: what its chunk `VP8 ` holds. */
function readKeyFrame(webp: Buffer): Buffer {
  for (let at = 12; at + 8 <= webp.length; ) {
    const size = webp.readUInt32LE(at + 4);
    if (webp.toString('latin1', at, at + 4) === 'VP8 ') return webp.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  throw new Error('This WebP picture has no lossy frame.');
}
