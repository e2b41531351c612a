/** As much of a syntax tree as the plugins here look at: Markdown's and HTML's both fit. */
export interface TreeNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: TreeNode[];
}

/** Calls `visit` for every node with its depth, parents first. A loop, not a recursion: hostile texts nest deeper than the stack. */
export function walk(root: TreeNode, visit: (node: TreeNode, depth: number) => void): void {
  const waiting: [TreeNode, number][] = [[root, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, depth] = next;
    visit(node, depth);
    const children = node.children ?? [];
    for (let i = children.length - 1; i >= 0; i--) waiting.push([children[i] as TreeNode, depth + 1]);
  }
}

/** All text under a node. */
export function textOf(root: TreeNode): string {
  let text = '';
  walk(root, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') text += node.value ?? '';
  });
  return text;
}
