export { adminAction, creatorAction, publicAction, readerAction } from './action';
