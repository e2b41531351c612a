import sharp from 'sharp';
import { makeWebm } from '../make-webm.ts';

const WIDTH = 480;
const HEIGHT = 270;
const FRAMES_PER_SECOND = 10;
const SECONDS = 16;
const PENDULUMS = 11;
/** The longest swings so often in the whole film, each shorter one once more. */
const FEWEST_SWINGS = 8;
const BEAM_Y = 24;
const LONGEST = 206;
const WIDEST_RADIANS = 0.3;

/** The demo's video: eleven pendulums that were never hung, let go together and together again at the end. */
export async function makePendulums(): Promise<Buffer> {
  const pictures: Buffer[] = [];
  for (let index = 0; index < SECONDS * FRAMES_PER_SECOND; index++) {
    const drawing = Buffer.from(draw(index / FRAMES_PER_SECOND));
    pictures.push(await sharp(drawing).flatten().webp({ quality: 70, effort: 0 }).toBuffer());
  }
  return makeWebm({ width: WIDTH, height: HEIGHT, framesPerSecond: FRAMES_PER_SECOND, pictures });
}

function draw(second: number): string {
  const bobs = Array.from({ length: PENDULUMS }, (_, index) => {
    const swings = FEWEST_SWINGS + index;
    // A pendulum's length goes with the square of the time that one swing takes.
    const length = LONGEST * (FEWEST_SWINGS / swings) ** 2;
    const angle = WIDEST_RADIANS * Math.cos((2 * Math.PI * swings * second) / SECONDS);
    const hangs = (WIDTH / (PENDULUMS + 1)) * (PENDULUMS - index);
    const [x, y] = [hangs + length * Math.sin(angle), BEAM_Y + length * Math.cos(angle)].map((each) =>
      each.toFixed(2),
    );
    const thread = `<path d="M${hangs} ${BEAM_Y}L${x} ${y}" stroke="#8b8172" stroke-width="1"/>`;
    return `${thread}<circle cx="${x}" cy="${y}" r="8" fill="#9a4a16"/>`;
  });
  const sheet = `<path d="M0 0h${WIDTH}v${HEIGHT}H0z" fill="#faf7ef"/>`;
  const along = `M16 ${BEAM_Y}H${WIDTH - 16}`;
  const beam = `<path d="${along}" stroke="#2a2520" stroke-width="4" stroke-linecap="round"/>`;
  const size = `width="${WIDTH}" height="${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${sheet}${beam}${bobs.join('')}</svg>`;
}
