// A person reads about 230 English words a minute; Korean words, counted by spaces, take longer.
const WORDS_PER_MINUTE = { en: 230, ko: 170 };

/** Words of a Markdown text, counted by spaces, and the minutes that reading them takes: one at least. */
export function countWords(text: string, language: string): { wordCount: number; readingMinutes: number } {
  const words = text.replace(/^<!--\s*more\s*-->\s*$/m, ' ').match(/\S*[\p{L}\p{N}]\S*/gu);
  const wordCount = words?.length ?? 0;
  const pace = WORDS_PER_MINUTE[language === 'ko' ? 'ko' : 'en'];
  return { wordCount, readingMinutes: Math.max(1, Math.round(wordCount / pace)) };
}
