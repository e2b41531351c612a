/** Where creators write, publish and arrange what they sell. */

export { becomeCreator } from './become-creator';
export { beginLesson } from './begin-lesson';
export { courseSchema, savedCourseSchema } from './course-rules';
export { createCourse } from './create-course';
export { createItem } from './create-item';
export { deleteCourse } from './delete-course';
export { deleteDraft } from './delete-draft';
export { draftSchema } from './draft-rules';
export { exportMarkdown } from './export-markdown';
export { findImported, hashImport } from './find-imported';
export { type Draft, getDraft } from './get-draft';
export { getProfile } from './get-profile';
export { IMPORT_MAX_BYTES, importMarkdown } from './import-markdown';
export { getOwnCourse, listOwnCourses, type OwnLesson } from './list-own-courses';
export { listOwnItems, type OwnItem } from './list-own-items';
export { getVersion, listVersions } from './list-versions';
export { profileSchema } from './profile-rules';
export { publishItem } from './publish-item';
export { publishScheduled } from './publish-scheduled';
export { maxPriceMicros } from './read-price';
export { restoreVersion } from './restore-version';
export { saveCourse } from './save-course';
export { saveDraft } from './save-draft';
export { saveProfile } from './save-profile';
export { scheduleItem, unscheduleItem } from './schedule-item';
export { withdrawItem } from './withdraw-item';
