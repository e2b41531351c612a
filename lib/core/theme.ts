export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
/** Absent: the device decides. */
export const THEME_COOKIE = 'farthing-theme';

export function isTheme(value: unknown): value is Theme {
  return THEMES.includes(value as Theme);
}
