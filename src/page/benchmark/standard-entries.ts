import type { EntrySummary, Summary } from '../../benchmark/result.ts';
import { ENTRIES, type Entry } from '../../benchmark/standard/entries.ts';
import { STANDARD_HASH } from '../../benchmark/standard/standard-hash.ts';
import { figuresOf, type EntryFigures } from '../../benchmark/stats/figures.ts';

/** An entry that was measured, with its definition and what follows from its time. */
export interface MeasuredEntry {
  readonly entry: Entry;
  readonly measured: EntrySummary;
  readonly figures: EntryFigures;
}

/** What a result measured of this page's standard; nothing if it measured another one, in which names mean something else. */
export function standardEntries({
  ceilings,
  entries,
  standard,
}: Pick<Summary, 'ceilings' | 'entries' | 'standard'>): MeasuredEntry[] {
  if (standard !== STANDARD_HASH) return [];
  return entries.flatMap((measured) => {
    const entry = ENTRIES.find(({ name }) => name === measured.name);
    const figures = figuresOf(measured, ceilings);
    return entry === undefined || figures === null ? [] : [{ entry, measured, figures }];
  });
}
