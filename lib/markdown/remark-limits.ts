import { type TreeNode, textOf, walk } from './tree';

/** Deeper than any honest text; later steps recurse, so this bounds their stack. */
const MAX_DEPTH = 32;

/**
 * Cuts indentation and stacked quote or list marks to what honest texts use: the parser's time grows with the cube of
 * their depth, and one page must not hold up the others.
 */
export function limitNesting(source: string): string {
  return source
    .replace(/^[ \t]{33,}/gm, ' '.repeat(32))
    .replace(/^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){17,}/gm, '');
}

/** Flattens what is nested too deep into its plain text. */
export function remarkLimitDepth() {
  return (tree: object): void => {
    walk(tree as TreeNode, (node, depth) => {
      if (depth < MAX_DEPTH || !node.children) return;
      const value = textOf(node);
      node.children = [];
      if (node.type === 'paragraph' || node.type === 'heading') node.children = [{ type: 'text', value }];
      else Object.assign(node, { type: 'text', value, children: undefined });
    });
  };
}

/** A teaser may point to a note that stands in the paid part: such a mark is left out instead of shown as `[^1]`. */
export function remarkDropOpenNotes() {
  return (tree: object): void => {
    walk(tree as TreeNode, (node) => {
      if (node.type === 'text') node.value = node.value?.replace(/\[\^[^\]\s]{1,60}\]/gu, '');
    });
  };
}
