/** How long a request waits for a second admin. */
export const REQUEST_DAYS = 7;
