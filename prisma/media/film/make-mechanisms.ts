import { around, disc, INK, line, PAPER, type Point, renderFilm, SHADE, WOOD } from './render-film.ts';

const TURN = 2 * Math.PI;
const MIDDLE: Point = { x: 240, y: 135 };

/** A wheel rolls inside a ring twice as wide: every point of its rim goes to and fro on a straight line. */
export function makeWheelInRing(): Promise<Buffer> {
  const ring = 112;
  const spokes = [0, 1 / 6, 2 / 6].map((part) => part * Math.PI);
  const draw = (part: number) => {
    const rolled = part * TURN;
    const hub = around(MIDDLE, rolled, ring / 2);
    const tracks = spokes.map((angle) =>
      line([around(MIDDLE, angle, ring), around(MIDDLE, angle, -ring)], SHADE, 1),
    );
    const beads = spokes.map((angle) =>
      disc(around(MIDDLE, angle, ring * Math.cos(rolled - angle)), 6, WOOD),
    );
    const wheel = disc(hub, ring / 2, 'none', INK) + disc(hub, 3, INK);
    return disc(MIDDLE, ring, 'none', INK) + tracks.join('') + wheel + beads.join('');
  };
  return renderFilm({ seconds: 4, rounds: 3, draw });
}

const LEFT: Point = { x: 90, y: 90 };
const RIGHT: Point = { x: 390, y: 180 };
const ARM = 150;
const LINK = 90;

/** Where the link's middle is when the left arm stands at this angle. */
function watt(angle: number): { left: Point; right: Point; middle: Point } {
  const left = around(LEFT, angle, ARM);
  // The right arm's end lies on two circles: of the link about `left`, of the arm about its pivot.
  const [dx, dy] = [RIGHT.x - left.x, RIGHT.y - left.y];
  const apart = Math.hypot(dx, dy);
  const along = (LINK ** 2 - ARM ** 2 + apart ** 2) / (2 * apart);
  const aside = Math.sqrt(Math.max(0, LINK ** 2 - along ** 2));
  const right = {
    x: left.x + (along * dx - aside * dy) / apart,
    y: left.y + (along * dy + aside * dx) / apart,
  };
  return { left, right, middle: { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 } };
}

/** Two rocking arms and a link between their ends: its middle goes up and down almost straight. */
export function makeWattLink(): Promise<Buffer> {
  const swing = (part: number) => 0.5 * Math.sin(part * TURN);
  const path = Array.from({ length: 61 }, (_, n) => watt(0.5 * Math.sin(((n - 30) / 60) * Math.PI)).middle);
  const draw = (part: number) => {
    const { left, right, middle } = watt(swing(part));
    const arms = line([LEFT, left], INK, 5) + line([RIGHT, right], INK, 5) + line([left, right], WOOD, 4);
    const pins = [LEFT, RIGHT].map((pin) => disc(pin, 8, PAPER, INK)).join('');
    const ends = [left, right].map((end) => disc(end, 4.5, PAPER, INK)).join('');
    return line(path, SHADE, 2) + arms + pins + ends + disc(middle, 6, WOOD);
  };
  return renderFilm({ seconds: 4, rounds: 3, draw });
}

const APART = 130;
const CRANK = APART / Math.SQRT2;
const SLOTS = 4;
const DRIVER: Point = { x: 170, y: 135 };
const STAR: Point = { x: DRIVER.x + APART, y: 135 };

/** How far the star has gone on, in radians, when the pin stands at this angle from the line of centres. */
function starAngle(pin: number): number {
  const reach = Math.PI / SLOTS;
  const inSlot = Math.abs(pin) < Math.PI / 2 - reach;
  return inSlot ? Math.atan2(CRANK * Math.sin(pin), APART - CRANK * Math.cos(pin)) : Math.sign(pin) * reach;
}

/** A pin that turns evenly moves a star by a quarter and leaves it at rest for the other three. */
export function makeGenevaWheel(): Promise<Buffer> {
  const draw = (part: number) => {
    const turns = part * SLOTS;
    // Begins with the pin far from the star.
    const pin = (turns % 1) * TURN - Math.PI;
    const quarter = Math.floor(turns);
    const turned = -(starAngle(pin) + (quarter * TURN) / SLOTS);
    const slots = Array.from({ length: SLOTS }, (_, n) => Math.PI + turned + (n * TURN) / SLOTS);
    const cuts = slots.map((angle) => line([around(STAR, angle, 38), around(STAR, angle, 110)], PAPER, 13));
    const hollows = slots.map((angle) => disc(around(STAR, angle + Math.PI / SLOTS, APART), 62, PAPER));
    const star = disc(STAR, CRANK - 2, SHADE) + hollows.join('') + cuts.join('');
    const mark = disc(around(STAR, slots[0] ?? 0, 22), 5, WOOD) + disc(STAR, 6, INK);
    // The round shoulder fills a hollow and holds the star, but for where the pin is.
    const room = disc(DRIVER, 60, '#fff') + disc(around(DRIVER, pin, APART), CRANK + 2, '#000');
    const shoulder = `<mask id="m">${room}</mask><g mask="url(#m)">${disc(DRIVER, 60, INK)}</g>`;
    const crank = line([DRIVER, around(DRIVER, pin, CRANK)], INK, 9) + disc(DRIVER, 14, INK);
    return (
      star +
      mark +
      shoulder +
      crank +
      disc(around(DRIVER, pin, CRANK), 6, WOOD, PAPER) +
      disc(DRIVER, 5, PAPER)
    );
  };
  return renderFilm({ seconds: 6, rounds: 2, draw });
}

const PIVOT: Point = { x: 240, y: 245 };
const WHEEL: Point = { x: 240, y: 140 };
const PIN = 50;
const RAM_Y = 42;

/** A crank turns evenly in a slotted lever: the ram goes out slowly and comes back fast. */
export function makeQuickReturn(): Promise<Buffer> {
  const draw = (part: number) => {
    const pin = around(WHEEL, part * TURN, PIN);
    const lean = Math.atan2(pin.x - PIVOT.x, PIVOT.y - pin.y);
    const top = { x: PIVOT.x + (PIVOT.y - RAM_Y) * Math.tan(lean), y: RAM_Y };
    const guide = line(
      [
        { x: 70, y: RAM_Y },
        { x: 410, y: RAM_Y },
      ],
      SHADE,
      3,
    );
    const ram = line(
      [
        { x: top.x - 24, y: RAM_Y },
        { x: top.x + 24, y: RAM_Y },
      ],
      INK,
      26,
    );
    const lever = line([PIVOT, top], SHADE, 14) + line([PIVOT, top], PAPER, 7);
    const crank = line([WHEEL, pin], INK, 6) + disc(WHEEL, PIN, 'none', INK);
    const ends = disc(PIVOT, 8, PAPER, INK) + disc(WHEEL, 5, INK) + disc(pin, 8, WOOD) + disc(top, 5, WOOD);
    return guide + lever + ram + crank + ends;
  };
  return renderFilm({ seconds: 3, rounds: 4, draw });
}
