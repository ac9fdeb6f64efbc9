import { CORPUS_TITLES } from '../../lab/plan/corpora.ts';
import { SCHEDULES } from '../../lab/plan/read-draft.ts';

const SCHEDULE_NAMES: Readonly<Record<string, string>> = SCHEDULES;

/** A run's label, or the name of a series, as people read it: texts, sources and schedules by their names instead of their ids. */
export function shownLabel(label: string): string {
  return label.split(' · ').map(shownPart).join(' · ');
}

/** `Zipf–Markov, 256 contexts` for `zipf-markov-small`. */
function shownPart(part: string): string {
  return SCHEDULE_NAMES[part] ?? CORPUS_TITLES[part]?.replace(' source', '') ?? part;
}
