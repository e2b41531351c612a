import type { Theme } from '@/lib/core/theme';

interface Inks {
  ground: string;
  ink: string;
  second: string;
  light: string;
}

/** The inks of the covers: a ground, two inks and a light, per topic, each with its dark twin. */
export const INKS: Record<string, Record<Theme, Inks>> = {
  money: {
    light: { ground: '#ecdcc0', ink: '#8f4519', second: '#2d251c', light: '#faf3e4' },
    dark: { ground: '#2a2017', ink: '#d58a55', second: '#f0dfc4', light: '#47311f' },
  },
  media: {
    light: { ground: '#d8e0e2', ink: '#1f4b62', second: '#b0512a', light: '#f4f6f1' },
    dark: { ground: '#18242b', ink: '#7fb0c6', second: '#e5a077', light: '#27404c' },
  },
  craft: {
    light: { ground: '#e6dfc6', ink: '#5b5426', second: '#a1502a', light: '#f7f3e2' },
    dark: { ground: '#25231a', ink: '#b9b072', second: '#df9a6f', light: '#3c3923' },
  },
  science: {
    light: { ground: '#dae3d5', ink: '#24553f', second: '#22271f', light: '#f3f6ea' },
    dark: { ground: '#18251f', ink: '#82b89b', second: '#e8e4cf', light: '#284237' },
  },
  cities: {
    light: { ground: '#ecd8cd', ink: '#7e2f2a', second: '#2c3442', light: '#f9eee6' },
    dark: { ground: '#2a1c1a', ink: '#d9857a', second: '#c9d2e0', light: '#4a2d29' },
  },
};

export const INK_NAMES = ['ground', 'ink', 'second', 'light'] as const;

/** The inks of a topic; of the first shelf for one that is not known. */
export function inksOf(topic: string): Record<Theme, Inks> {
  return (Object.hasOwn(INKS, topic) ? INKS[topic] : undefined) ?? (INKS.money as Record<Theme, Inks>);
}
