import 'server-only';
import { db } from '@/lib/core/db';
import type { Locale } from '@/lib/core/i18n/locales';
import type { Theme } from '@/lib/core/theme';

/** Keeps what a signed-in person chose, so that other devices can follow. A null theme follows the device. */
export async function savePreferences(
  userId: bigint,
  preferences: { locale?: Locale; theme?: Theme | null; timeZone?: string },
): Promise<void> {
  await db.user.update({ where: { id: userId }, data: preferences, select: { id: true } });
}
