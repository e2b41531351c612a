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

/** After sanitizing: images that may load become figures, all others go; links outward carry no referrer or rank. */
export function rehypeFiguresAndLinks() {
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
      if (node.tagName === 'img') dressImage(node);
      if (node.tagName === 'a' && /^https?:/i.test(String(node.properties?.href))) {
        node.properties = { ...node.properties, rel: ['nofollow', 'noopener', 'noreferrer'] };
      }
    });
  };
}

function mayLoad(image: TreeNode): boolean {
  const src = String(image.properties?.src ?? '');
  return OWN_FIGURE.test(src) || src.startsWith('https://');
}

function dressImage(image: TreeNode): void {
  const src = String(image.properties?.src);
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
