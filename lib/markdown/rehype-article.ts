import { mediaIdOf } from '../media/addresses';
import { readFigureSize } from './read-figure-size';
import { type TreeNode, textOf, walk } from './tree';

/** `Why a bell has no note` → `why-a-bell-has-no-note`, in any script. */
export function slugify(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
}

/** Before sanitizing: headings start at h2 (the title is the page's h1) and get an address. */
export function rehypeHeadings() {
  return (tree: object): void => {
    const used = new Map<string, number>();
    walk(tree as TreeNode, (node) => {
      const level = /^h([1-6])$/.exec(node.tagName ?? '')?.[1];
      // The heading over the notes has its own id.
      if (!level || node.properties?.id) return;
      node.tagName = `h${Math.min(4, Math.max(2, Number(level)))}`;
      const slug = slugify(textOf(node)) || 'section';
      const times = (used.get(slug) ?? 0) + 1;
      used.set(slug, times);
      // The prefix keeps an author's heading from taking an id that the page uses.
      node.properties = { id: `s-${slug}${times > 1 ? `-${times}` : ''}` };
    });
  };
}

const OWN_FIGURE = /^\/figures\/[\w-]+\.(svg|png|jpg|webp)$/;

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

/** After sanitizing: images that may load become figures, all others go; links outward carry no referrer or rank. */
export function rehypeFiguresAndLinks({ pictures }: { pictures: Pictures }) {
  const mayLoad = (image: TreeNode) => {
    const src = String(image.properties?.src ?? '');
    return OWN_FIGURE.test(src) || src.startsWith('https://') || pictures.has(mediaIdOf(src) ?? '');
  };
  return (tree: object): void => {
    walk(tree as TreeNode, (node) => {
      if (node.children)
        node.children = node.children.filter((child) => child.tagName !== 'img' || mayLoad(child));
      const [only] = node.children ?? [];
      if (node.tagName === 'p' && node.children?.length === 1 && only?.tagName === 'img') {
        node.tagName = 'figure';
        const caption = only.properties?.title;
        if (caption) node.children = [only, element('figcaption', String(caption))];
      }
      if (node.tagName === 'img') dressImage(node, pictures);
      if (node.tagName === 'a' && /^https?:/i.test(String(node.properties?.href))) {
        node.properties = { ...node.properties, rel: ['nofollow', 'noopener', 'noreferrer'] };
      }
    });
  };
}

// As wide as the text is: see max-w-text.
const SIZES = '(min-width: 760px) 680px, 92vw';

function dressImage(image: TreeNode, pictures: Pictures): void {
  const src = String(image.properties?.src);
  const picture = pictures.get(mediaIdOf(src) ?? '');
  if (picture) {
    const { soon, ...facts } = picture;
    const loading = soon ? 'eager' : 'lazy';
    image.properties = {
      ...facts,
      sizes: SIZES,
      alt: image.properties?.alt ?? '',
      loading,
      decoding: 'async',
    };
    return;
  }
  image.properties = {
    src,
    alt: image.properties?.alt ?? '',
    loading: 'lazy',
    decoding: 'async',
    ...(OWN_FIGURE.test(src) ? readFigureSize(src) : { referrerPolicy: 'no-referrer' }),
  };
}

function element(tagName: string, text: string): TreeNode {
  return { type: 'element', tagName, properties: {}, children: [{ type: 'text', value: text }] };
}
