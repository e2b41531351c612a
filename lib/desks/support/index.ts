/** Questions of people, and their answers. */

export { answerRequest, noteOnRequest } from './answer-request';
export { archiveCannedAnswer, listCannedAnswers, saveCannedAnswer } from './canned-answers';
export { changeRequest } from './change-request';
export { type AboutFacts, findAbout } from './find-about';
export { findAnswer } from './find-answer';
export { openRequest } from './open-request';
export { listOwnRequests, openOwnRequest, REQUESTS_PAGE } from './own-requests';
export { FIRST_ANSWER_HOURS, getRequest, listQueue, QUEUE_OWNERS, QUEUE_PAGE } from './queue';
export { MESSAGE_LENGTH, messageSchema, readAbout, SUBJECT_LENGTH, subjectSchema, writeAbout } from './rules';
export { writeBack } from './write-back';
