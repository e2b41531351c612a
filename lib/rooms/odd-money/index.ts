/** Money at the processor that the books cannot take yet: put aside for an admin. */

export { endAgreed } from './end-agreed';
export { noteRefusal } from './note-refusal';
export { type OddMoney, putAside } from './put-aside';
