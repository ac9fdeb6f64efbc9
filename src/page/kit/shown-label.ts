import { CORPUS_TITLES } from '../../lab/plan/corpora.ts';

/** Names of schedules, short enough for curves, where the id is no plain word. */
const SCHEDULE_NAMES: Readonly<Record<string, string>> = { 'warmup-stable-decay': 'late cooldown' };

/** A run's label, or the name of a series, as people read it: texts, sources and schedules by their names instead of their ids. */
export function shownLabel(label: string): string {
  return label.split(' · ').map(shownPart).join(' · ');
}

/** `Zipf–Markov 256` for `zipf-markov-small`. */
function shownPart(part: string): string {
  return (
    SCHEDULE_NAMES[part] ?? CORPUS_TITLES[part]?.replace(/ source(?:, (\S+) contexts)?/, shortened) ?? part
  );
}

function shortened(_: string, contexts: string | undefined): string {
  return contexts === undefined ? '' : ` ${contexts}`;
}
