/** Things for sale, as readers find and open them. */

export { findCreatorHandle } from './find-creator-handle';
export { type Article, getArticle } from './get-article';
export { getCourse } from './get-course';
export { getCreator } from './get-creator';
export { getLessonPlace } from './get-lesson-place';
export { type ItemCard, onSale, selectCard, toCard } from './item-card';
export { listCourses } from './list-courses';
export { listFeatured } from './list-featured';
export { listMoreOf } from './list-more-of';
export { listNewest } from './list-newest';
export { listTopicShelves } from './list-topic-shelves';
export { type Page, parsePage, toPage } from './page';
export { parseLanguage } from './parse-language';
export { readingOf } from './reading-of';
export { cleanSearch, MAX_SEARCH_CHARACTERS, searchItems } from './search-items';
export { writeCreatorFeed } from './write-creator-feed';
