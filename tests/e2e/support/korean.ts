import articles from '../../../lib/core/i18n/messages/ko/articles.json' with { type: 'json' };
import common from '../../../lib/core/i18n/messages/ko/common.json' with { type: 'json' };
import topUp from '../../../lib/core/i18n/messages/ko/top-up.json' with { type: 'json' };
import unlock from '../../../lib/core/i18n/messages/ko/unlock.json' with { type: 'json' };
import wallet from '../../../lib/core/i18n/messages/ko/wallet.json' with { type: 'json' };

/** The Korean words of the app. */
export const ko = { articles, common, topUp, unlock, wallet };

/** A message with its plain places filled. */
export function fill(message: string, values: Record<string, string>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
