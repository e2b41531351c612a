import { Fragment, isValidElement, type ReactNode } from 'react';

// SVG writes these as they are; the rest of React's names stand for ones with a hyphen.
const CAMEL = new Set(['viewBox', 'preserveAspectRatio']);

/** The markup of a drawing: plain elements, and components that make them, run once and without hooks. */
export function writeSvg(node: ReactNode): string {
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (Array.isArray(node)) return node.map(writeSvg).join('');
  if (typeof node === 'string' || typeof node === 'number') return escapeText(String(node));
  if (!isValidElement<Record<string, unknown>>(node)) throw new Error('A drawing holds elements only.');
  const { type, props } = node;
  if (typeof type === 'function') return writeSvg((type as (given: object) => ReactNode)(props));
  const { children, ...attributes } = props;
  const inner = writeSvg(children as ReactNode);
  if ((type as unknown) === Fragment) return inner;
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ` ${attributeName(name)}="${escapeText(String(value))}"`)
    .join('');
  return inner ? `<${type}${written}>${inner}</${type}>` : `<${type}${written}/>`;
}

function attributeName(name: string): string {
  return CAMEL.has(name) ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
