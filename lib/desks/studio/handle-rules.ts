const HANDLE_MIN = 3;
const HANDLE_MAX = 30;

/** Names of the house and of its pages: nobody may speak in them. Look-alikes are refused too. */
export const RESERVED_HANDLES = [
  ...[
    'farthing',
    'admin',
    'administrator',
    'support',
    'help',
    'official',
    'staff',
    'team',
    'moderator',
    'mod',
  ],
  ...['system', 'root', 'security', 'abuse', 'legal', 'press', 'billing', 'payments', 'payouts', 'wallet'],
  ...['studio', 'library', 'settings', 'search', 'sign-in', 'sign-up', 'sign-out', 'creator', 'creators'],
  ...[
    'become-a-creator',
    'read',
    'topics',
    'courses',
    'feed',
    'feeds',
    'api',
    'www',
    'mail',
    'info',
    'about',
  ],
  ...['null', 'undefined', 'anonymous', 'everyone', 'nobody', 'me', 'you', 'new', 'edit', 'stripe'],
] as const;

/**
 * A handle as it would be kept: compatibility forms folded (ａｂｃ is abc), lower case, no blanks or @ around.
 * Only the 26 letters, digits and single hyphens between them can be told apart at a glance by everyone, so
 * other scripts are refused, not folded.
 */
export function normaliseHandle(typed: string): string {
  return typed.normalize('NFKC').trim().replace(/^@/, '').toLowerCase();
}

/** The key of what is wrong with the form of a normalised handle, or null. */
export function faultOfHandle(handle: string): 'handleLength' | 'handleLetters' | null {
  if (!/^[a-z0-9-]*$/.test(handle)) return 'handleLetters';
  if (handle.length < HANDLE_MIN || handle.length > HANDLE_MAX) return 'handleLength';
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(handle) ? null : 'handleLetters';
}
