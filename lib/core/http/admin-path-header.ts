/** In which proxy.ts tells the back office what was asked for; a page does not learn its own address otherwise. */
export const ADMIN_PATH_HEADER = 'x-farthing-admin-path';
