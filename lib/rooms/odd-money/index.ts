export { endAgreed } from './end-agreed';
export { noteRefusal } from './note-refusal';
export { type OddMoney, putAside } from './put-aside';
