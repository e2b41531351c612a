/** All covers are drawn on this sheet, in these inks (see inks.ts). */
export const WIDTH = 480;
export const HEIGHT = 320;

export const GROUND = 'var(--c-ground)';
export const INK = 'var(--c-ink)';
export const SECOND = 'var(--c-second)';
export const LIGHT = 'var(--c-light)';
