interface WrenProps {
  fill: string;
  /** What shows through: eye, brow and wing. */
  cut: string;
  /** Plain leaves the feathers out, for sizes under 40 px. */
  plain?: boolean;
}

const BODY =
  'M10.8 28.6 18.4 25.4C19.8 21.7 23.4 19.6 27.3 20.2C31.4 20.8 33.7 23.6 36.6 26.4' +
  'C39.3 29 42.2 30.2 44.4 28.4L47.6 13.6L53.2 14.6C53.9 22.4 52.6 30.6 48.9 36.4' +
  'C45.6 43.3 39.6 47.6 32.6 47.3C24.9 47 19.9 41.6 19.5 34.9C19.4 32.9 19.1 31.4 18.3 30.3Z';

/** The wren, in a 64-unit square: facing left, tail up, as on the last farthings. Drawn for Farthing. */
export function Wren({ fill, cut, plain }: WrenProps) {
  return (
    <>
      <path fill={fill} d={BODY} />
      <path
        fill="none"
        stroke={fill}
        strokeWidth={plain ? 2.6 : 1.7}
        strokeLinecap="round"
        strokeLinejoin="round"
        d={
          plain
            ? 'M29.8 46 29 53.6M37 46 37.8 53.6'
            : 'M30.2 46.4 29.4 53.4M26.2 54.2 29.4 53.2 32.2 54.4M37 46 37.8 53M34.8 54.2 37.8 53 40.8 54'
        }
      />
      <path
        fill="none"
        stroke={cut}
        strokeWidth={plain ? 2.4 : 1.5}
        strokeLinecap="round"
        d={
          plain
            ? 'M28.6 33C31.4 40 38.4 41.6 45.4 36.4'
            : 'M28.4 33.2C30.6 39.4 37.4 42.2 45.4 37.2M31.4 31.6C34 36.2 39.2 37.8 45.4 34.2M46.8 28.6 ' +
              '49.8 16.4M20.2 24.6C22.4 23 25.4 22.8 28 24.4'
        }
      />
      <circle cx="22.9" cy="26.6" r={plain ? 1.8 : 1.35} fill={cut} />
    </>
  );
}
