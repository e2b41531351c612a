/** Korean type, cut to the characters of a page. */

export { articleTexts, listTexts, MORE_ITEMS } from './article-texts';
export { askForCut } from './ask-for-cut';
export { askForNewItems } from './ask-for-new-items';
export { makeCuts } from './make-cuts';
export { serveCut } from './serve-cut';
