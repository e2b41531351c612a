/** One of our own uploads as this reader may load it. */
export interface Picture {
  src: string;
  srcSet: string;
  width: number;
  height: number;
  /** Its address holds only for minutes, so it cannot wait until it is scrolled to. */
  soon: boolean;
}

/** By media id. An upload that is not among them does not appear. */
export type Pictures = ReadonlyMap<string, Picture>;
