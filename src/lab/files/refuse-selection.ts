import { readSelection, type Selection } from '../experiments/selection.ts';
import { ImportRefused, shownRule } from './import-refused.ts';

/** Refuses the settings that the form would. @throws {ImportRefused} */
export function refuseSelection(choice: Selection): void {
  const [refusal] = Object.entries(readSelection(choice).refusals);
  if (refusal !== undefined)
    throw new ImportRefused(`the settings, ${refusal[0]}: ${shownRule(refusal[1])}.`);
}
