/** Of answers for one person: nobody keeps them, and nobody guesses at their type. */
export const PRIVATE_HEADERS = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' };
