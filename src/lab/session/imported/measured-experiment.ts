import { ownDraft } from '../../experiments/selection.ts';
import type { MeasuredTable } from '../../imported/measured-run.ts';
import type { SavedExperiment } from '../../storage/schema.ts';
import { newExperiment } from '../new-experiment.ts';

const TITLE_CHARACTERS = 80;

/** An experiment of somebody's runs, named after their file, before it has a number. */
export function measuredExperiment(measured: MeasuredTable): Omit<SavedExperiment, 'number' | 'runs'> {
  const selection = { experiment: 'imported', size: 'full', draft: ownDraft('imported', 'full') } as const;
  return { ...newExperiment(selection, 'imported'), title: titleOfTable(measured), measured };
}

/** The title of its experiment before a person renames it; empty without a table. */
export function titleOfTable(measured: MeasuredTable | undefined): string {
  return measured?.source.slice(0, TITLE_CHARACTERS) ?? '';
}
