import { DAY_MS } from '../time';

const VALID_DAYS = 180;

interface SecurityContact {
  /** `mailto:…` or `https://…`. */
  contact: string;
  /** The site's origin. */
  site: string;
  now: Date;
}

/** The text of /.well-known/security.txt. It holds for half a year from the day it is read. */
export function writeSecurityTxt({ contact, site, now }: SecurityContact): string {
  const expires = new Date(now.getTime() + VALID_DAYS * DAY_MS);
  expires.setUTCHours(0, 0, 0, 0);
  return [
    `Contact: ${contact}`,
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: en, ko',
    `Canonical: ${site}/.well-known/security.txt`,
    '',
  ].join('\n');
}
