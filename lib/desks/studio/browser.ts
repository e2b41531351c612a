export { countWords } from './count-words';
export {
  COVER_MOTIFS,
  type DraftFields,
  PRICE_MAX,
  SEED_MAX,
  SUMMARY_MAX,
  TEXT_MAX,
  TITLE_MAX,
} from './draft-limits';
