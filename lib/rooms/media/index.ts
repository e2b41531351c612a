/** Pictures, sound, video and files: received, looked into, kept, served; licence keys. */

export { getAvatarView, getItemMediaViews } from './get-media-view';
export { getOffer, type Offer } from './get-offer';
export { hasDeliverable } from './has-deliverable';
export { listKeys } from './keys/list-keys';
export { addKeys, getKeySummary, removeFreeKeys, setKeySupply } from './keys/manage-keys';
export { findLicenceKey, hasLimitedKeys, showLicenceKey, withLicenceKey } from './keys/with-licence-key';
export { limitBytes } from './limits';
export { loadOwnPictures, loadPictures } from './load-pictures';
export { type MediaView, toMediaView } from './media-view';
export { CHOOSER_ACCEPT, FILE_OF_KIND, type WantedContent } from './purposes';
export { receiveUpload } from './receive-upload';
export { removeMedia } from './remove-media';
export { renewLink } from './renew-link';
export { serveMedia } from './serve-media';
export { sweepMedia } from './sweep-media';
