/**
 * What a kept rendering leaves open until it is shown: words in the reader's language, and addresses of
 * uploads that hold for minutes. Authors' text can hold none of these marks: its `<` and `"` are always
 * escaped.
 */
export const NOTES_SLOT = '<!--notes-->';
export const BACK_SLOT = '<!--back-->';

/** An upload, to be given its address or left out with its figure. */
export const PICTURE_SLOT =
  /(<figure>)?<img data-media="([\da-f-]{36})" alt="([^"<>]*)">(?:(<figcaption>[^<>]*<\/figcaption>)?<\/figure>)?/g;
