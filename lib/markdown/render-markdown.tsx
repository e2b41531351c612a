import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import type { ComponentProps, ReactElement } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import rehypeHighlight from 'rehype-highlight';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { type Pictures, rehypeFiguresAndLinks, rehypeHeadings } from './rehype-article';
import { limitNesting, remarkDropOpenNotes, remarkLimitDepth } from './remark-limits';
import { sanitizeSchema } from './sanitize-schema';

/** No article is longer; what is, is shown as plain text. */
const MAX_CHARACTERS = 400_000;

const NO_PICTURES: Pictures = new Map();

interface MarkdownLabels {
  /** The heading over the footnotes. */
  notes: string;
  /** Read out on the arrow from a note back to the text. */
  back: string;
}

/**
 * Markdown (with tables, footnotes, code) as React elements. Whatever the author wrote, no script, raw HTML, foreign
 * scheme or style comes out. A text that cannot be parsed is shown as it is; it never throws.
 */
export function renderMarkdown(source: string, labels: MarkdownLabels): ReactElement {
  return renderArticle(source, '', labels).opening;
}

/**
 * An article in its two parts, parsed as one text: a note that stands in the body serves the teaser too. `rest` is null
 * when there is no body. Of uploaded images only those in `pictures` appear.
 */
export function renderArticle(
  teaser: string,
  body: string,
  labels: MarkdownLabels,
  pictures: Pictures = NO_PICTURES,
): { opening: ReactElement; rest: ReactElement | null } {
  if (teaser.length + body.length <= MAX_CHARACTERS) {
    try {
      return renderParts(limitNesting(teaser), limitNesting(body), labels, pictures);
    } catch {
      // Nesting beyond the parser's stack.
    }
  }
  return { opening: renderPlain(teaser), rest: body ? renderPlain(body) : null };
}

function renderParts(teaser: string, body: string, labels: MarkdownLabels, pictures: Pictures) {
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkLimitDepth)
    .use(remarkDropOpenNotes)
    .use(remarkRehype, {
      clobberPrefix: 'note-',
      footnoteLabel: labels.notes,
      footnoteLabelProperties: {},
      footnoteBackLabel: labels.back,
    })
    .use(rehypeHeadings)
    .use(rehypeSanitize, sanitizeSchema)
    .use(rehypeFiguresAndLinks, { pictures })
    .use(rehypeHighlight, { detect: false });
  const tree = processor.runSync(processor.parse(`${teaser}\n\n${body}`));
  const starts = tree.children.map((node) => node.position?.start.offset);
  const found = body ? starts.findIndex((offset) => offset !== undefined && offset > teaser.length) : -1;
  const cut = found === -1 ? tree.children.length : found;
  return {
    opening: toReact({ ...tree, children: tree.children.slice(0, cut) }),
    rest: found === -1 ? null : toReact({ ...tree, children: tree.children.slice(cut) }),
  };
}

function toReact(tree: Parameters<typeof toJsxRuntime>[0]): ReactElement {
  return toJsxRuntime(tree, {
    Fragment,
    jsx,
    jsxs,
    components: { table: ScrollingTable, pre: ScrollingCode },
  });
}

function renderPlain(source: string): ReactElement {
  return <p className="whitespace-pre-wrap">{source}</p>;
}

// Wide tables and long lines scroll in a box of their own; the box takes the focus so that arrow keys work.
function ScrollingTable(props: ComponentProps<'table'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
    <div className="scroll-x" tabIndex={0}>
      <table {...props} />
    </div>
  );
}

function ScrollingCode(props: ComponentProps<'pre'>) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
  return <pre tabIndex={0} {...props} />;
}
