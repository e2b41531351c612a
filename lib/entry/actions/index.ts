export { adminAction, creatorAction, describeError, publicAction, readerAction } from './action';
