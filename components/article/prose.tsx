interface ProseProps {
  /** From lib/ground/markdown alone: it holds nothing but what articles may have. */
  html: string;
  /** Of the text. */
  lang: string;
  className?: string;
}

/** Running text. */
export function Prose({ html, lang, className = 'prose' }: ProseProps) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer's output is escaped and checked
  return <div lang={lang} className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
