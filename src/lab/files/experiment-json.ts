import { storedSelection, type Selection } from '../experiments/selection.ts';
import { FORMATS } from './formats.ts';

/** The file of an experiment. */
export function experimentJson(choice: Selection): string {
  const file = { format: FORMATS.experiment, version: 1, ...storedSelection(choice) };
  return `${JSON.stringify(file, null, 2)}\n`;
}
