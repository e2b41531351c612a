/** Where proxy.ts tells the back office what was asked for; a page doesn't learn its own address. */
export const ADMIN_PATH_HEADER = 'x-farthing-admin-path';
