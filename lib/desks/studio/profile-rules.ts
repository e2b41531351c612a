import { z } from 'zod';
import { cleanLine, cleanText } from './draft-rules';
import { faultOfHandle, normaliseHandle } from './handle-rules';

// Messages are keys of the `studio.fields` texts.

const NAME_MAX = 60;
const BIO_MAX = 600;
const LINKS_MAX = 5;

const handle = z
  .string()
  .max(200, 'handleLength')
  .transform(normaliseHandle)
  .superRefine((value, context) => {
    const fault = faultOfHandle(value);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  });

/** One address a line: https, a host with a dot, no password. Kept as the browser writes it. */
const links = z
  .string()
  .max(3_000, 'linksLong')
  .transform((typed, context) => {
    const lines = typed.split('\n').map((line) => line.trim());
    const addresses = [...new Set(lines.filter(Boolean))];
    if (addresses.length > LINKS_MAX) context.addIssue({ code: 'custom', message: 'linksMany' });
    return addresses.flatMap((address) => {
      const url = URL.canParse(address) ? new URL(address) : null;
      if (url?.protocol === 'https:' && url.hostname.includes('.') && !url.username && url.href.length <= 300)
        return url.href;
      context.addIssue({ code: 'custom', message: 'linksHttps' });
      return [];
    });
  });

/** The form of a creator's face: as FormData or as plain values. */
export const profileSchema = z.object({
  handle,
  name: z
    .string()
    .transform((typed) => cleanLine(typed).trim())
    .pipe(z.string().min(1, 'nameMissing').max(NAME_MAX, 'nameLong')),
  bio: z
    .string()
    .transform((typed) => cleanText(typed).trim())
    .pipe(z.string().max(BIO_MAX, 'bioLong')),
  links,
  hue: z.coerce.number().int().min(0).max(359),
});

export type Profile = z.infer<typeof profileSchema>;
