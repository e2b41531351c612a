import { openText, sealText } from '../seal-text';

const PURPOSE = 'farthing outbox v1';

interface Owner {
  kind: string;
  userId: bigint | null;
  address: string | null;
}

// Copied into a message of another kind or to somebody else, it does not open.
const ownerOf = ({ kind, userId, address }: Owner) => `${kind} ${userId ?? address}`;

/** Seals the secret of a message until it is sent. */
export function sealSecret(owner: Owner, secret: string): string {
  return sealText(PURPOSE, ownerOf(owner), secret);
}

/** Throws where the keys have changed since it was sealed, or the row was tampered with. */
export function openSecret(owner: Owner, sealed: string): string {
  const opened = openText(PURPOSE, ownerOf(owner), sealed);
  if (!opened) throw new Error('The secret of the message does not open.');
  return opened.text;
}
