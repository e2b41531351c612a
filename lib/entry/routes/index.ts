export { openStream } from './open-stream';
export { refuseExport } from './record-export';
export { refuseUpload } from './refuse-upload';
