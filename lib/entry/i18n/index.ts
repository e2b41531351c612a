/** Which language and time zone a request is answered in. */

import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { isLocale, LOCALE_COOKIE, matchLocale } from '@/lib/core/i18n/locales';
import { getSessionCookie } from '@/lib/core/session-cookie';
import { isTimeZone, TIME_ZONE_COOKIE } from '@/lib/core/time-zone';

/** The person's language, else the browser's, and their zone. Shared pages use the site's zone. */
export default getRequestConfig(async () => {
  const jar = await cookies();
  const chosen = jar.get(LOCALE_COOKIE)?.value;
  const zone = jar.has(getSessionCookie().name) ? jar.get(TIME_ZONE_COOKIE)?.value : undefined;
  const locale = isLocale(chosen) ? chosen : matchLocale((await headers()).get('accept-language'));
  return { locale, messages: loadMessages(locale), timeZone: isTimeZone(zone) ? zone : env.SITE_TIME_ZONE };
});
