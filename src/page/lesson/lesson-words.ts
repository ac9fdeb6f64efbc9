import { about } from '../../charts/quantity.ts';
import type { LessonState } from '../../lab/class/class-state.ts';
import { costOf } from '../../lab/estimate/cost.ts';
import { paceOf } from '../../lab/estimate/pace.ts';
import { editableFields, type Selection } from '../../lab/experiments/selection.ts';
import type { ExperimentState } from '../../lab/state/state.ts';

/** `Part 7 of 30: widths 12, 24, 48, seed 7, about 4 min`, and what this machine leaves out; empty without a part. */
export function partWords(state: ExperimentState, { lesson, measuring, part, sized }: LessonState): string {
  if (part === null || lesson.parts === 1) return '';
  const place = `Part ${part} of ${lesson.parts}`;
  if (measuring) return `${place}: measuring how fast this machine is …`;
  const selection = state.begun ?? state;
  if (selection.experiment !== lesson.selection.experiment) return `${place} is of another experiment.`;
  const time = state.begun === null ? timeWords(state) : '';
  const does = [widthWords(selection), seedWords(selection), time].filter((words) => words !== '');
  return `${place}: ${does.join(', ')}. ${sized}`.trim();
}

function widthWords({ draft, experiment }: Selection): string {
  if (!editableFields(experiment).includes('widths')) return '';
  return `${draft.widths.includes(',') ? 'widths' : 'width'} ${draft.widths}`;
}

function seedWords({ draft, experiment }: Selection): string {
  const count = editableFields(experiment).includes('lanes') ? Number(draft.lanes) : 1;
  const first = Number(draft.seed);
  return count > 1 ? `seeds ${first} to ${first + count - 1}` : `seed ${first}`;
}

function timeWords({ adapter, planned, runs, timedPace }: ExperimentState): string {
  if (adapter.kind !== 'adapter' || planned.length === 0) return '';
  return about(costOf(planned, paceOf(adapter, runs, timedPace)).seconds);
}

/** The number that a person typed, or the rule that it breaks. */
export function readPart(text: string, parts: number): number | string {
  const part = /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : NaN;
  if (part >= 1 && part <= parts) return part;
  const said = text.trim() === '' ? 'nothing' : text.trim().slice(0, 20);
  return `Your number is a whole number from 1 to ${parts}, not ${said}.`;
}
