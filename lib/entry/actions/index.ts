/** How a browser's form reaches the house: parse, authenticate, limit, run, answer. */

export { adminAction, creatorAction, publicAction, readerAction } from './action';
