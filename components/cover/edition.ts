/**
 * A hash of everything that is drawn; its test says what it is now. It is part of each address, so a file is
 * kept for good and a drawing that has changed has another address.
 */
export const EDITION = '9027096dfd1b';
