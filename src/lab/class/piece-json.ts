import * as v from 'valibot';
import { checked } from '../files/checked.ts';
import { draftFields, experimentSize, fieldText, trainedExperimentId } from '../files/experiment-file.ts';
import { settingsKey } from '../files/identity/settings-key.ts';
import { ImportRefused, shown } from '../files/import-refused.ts';
import { count, name, seconds, size } from '../files/numbers.ts';
import { parseJson } from '../files/parse-json.ts';
import { refuseSelection } from '../files/refuse-selection.ts';
import { earlyDraft, editableFields, readSelection, type Selection } from '../experiments/selection.ts';
import { presetOf } from '../experiments/presets.ts';
import { planRuns, type PlannedRun } from '../plan/plan-runs.ts';
import type { SweepDraft } from '../plan/sweep-settings.ts';
import { isLoss, LOSSES } from '../runs/is-loss.ts';
import { queuedRun } from '../runs/run.ts';
import { visibleName } from '../runs/visible-name.ts';
import { LESSON_LIMITS } from './lesson.ts';
import { PIECE_LIMITS, type Piece, type PieceEvaluation, type PieceRun } from './piece.ts';

/** How a refusal calls a piece. */
export const RESULTS = 'the results';

/** The fields of a piece, in their order in its text, which ends before the title if there is none. docs/FORMATS.md explains each. */
export const PIECE_FIELDS = [
  'plan',
  'lesson',
  'pupil',
  'name',
  'part',
  'parts',
  'made',
  'experiment',
  'size',
  'draft',
  'adapter',
  'software',
  'browser',
  'system',
  'version',
  'runs',
  'title',
] as const;

/** How many fields every piece has. */
const NEEDED_FIELDS = PIECE_FIELDS.length - 1;

const MOST_MADE = Date.UTC(2100) / 1000;
const id = v.pipe(v.string(), v.regex(/^([a-zA-Z0-9]{8})?$/, 'must be 8 letters and digits'));

const schema = v.strictObject({
  plan: v.pipe(v.string(), v.maxLength(20)),
  lesson: id,
  pupil: id,
  name: v.pipe(
    v.string(),
    v.transform(visibleText),
    v.check(
      (text) => Array.from(text).length <= PIECE_LIMITS.nameCharacters,
      `a name has at most ${PIECE_LIMITS.nameCharacters} characters`,
    ),
  ),
  part: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LESSON_LIMITS.parts)),
  parts: size(LESSON_LIMITS.parts),
  made: v.pipe(count, v.maxValue(MOST_MADE)),
  experiment: trainedExperimentId,
  size: experimentSize,
  draft: v.strictObject(draftFields(v.exactOptional(fieldText))),
  adapter: name,
  software: v.picklist([0, 1]),
  browser: name,
  system: name,
  version: name,
  // Its numbers mean something only beside the plan of each run: see `runOf`.
  runs: v.pipe(
    v.array(v.pipe(v.array(v.nullable(v.number())), v.maxLength(PIECE_LIMITS.bytes))),
    v.minLength(1),
    v.maxLength(PIECE_LIMITS.runs),
  ),
  title: v.optional(
    v.pipe(
      v.string(),
      v.transform(visibleText),
      v.check(
        (text) => Array.from(text).length <= LESSON_LIMITS.titleCharacters,
        `a title has at most ${LESSON_LIMITS.titleCharacters} characters`,
      ),
    ),
    '',
  ),
});

/** A piece as it was written, and what tells its plan from that of another version of Loglog. */
export interface WrittenPiece {
  readonly piece: Piece;
  readonly plan: string;
  /** What its pupil trains, on this page. */
  readonly planned: readonly PlannedRun[];
}

/** A name or a title as pieces carry it: without what cannot be seen, and without space around it. */
export function visibleText(text: string): string {
  return visibleName(text).trim();
}

/** The runs that a piece's pupil trains, cheapest first. Their ids are not those of any experiment. */
export function plannedOf(selection: Selection): PlannedRun[] {
  return planRuns(readSelection(selection).runs, 'piece');
}

/** Everything that decides the losses of some planned runs, with the checksums of their texts. */
export function planWords(planned: readonly PlannedRun[]): string {
  return JSON.stringify(
    planned.map((run) => {
      const { corpus } = run.plan;
      return [settingsKey(queuedRun(run)), corpus.kind === 'generated' ? '' : (corpus.sha256 ?? '')];
    }),
  );
}

/** The compact JSON of a piece. @param plan of `planWords`, shortened */
export function pieceJson(piece: Piece, plan: string): string {
  const { lesson, pupil, part, parts, made, selection, machine, version, runs, title } = piece;
  const { experiment, size: sized } = selection;
  const { adapter, software, browser, system } = machine;
  const said = {
    plan,
    lesson,
    pupil,
    name: piece.name,
    part: part ?? 0,
    parts,
    made,
    experiment,
    size: sized,
    draft: editedFields(selection),
    adapter,
    software: software ? 1 : 0,
    browser,
    system,
    version,
    runs: runs.map(numbersOf),
    title,
  } satisfies Record<(typeof PIECE_FIELDS)[number], unknown>;
  const fields = title === '' ? PIECE_FIELDS.slice(0, NEEDED_FIELDS) : PIECE_FIELDS;
  return JSON.stringify(fields.map((field) => said[field]));
}

/** What `pieceJson` has written. @throws {ImportRefused} */
export function readPieceJson(json: string): WrittenPiece {
  const values = parseJson(json, RESULTS);
  if (!Array.isArray(values) || (values.length !== PIECE_FIELDS.length && values.length !== NEEDED_FIELDS)) {
    const has = Array.isArray(values) ? `${values.length}` : 'none';
    throw new ImportRefused(
      `${RESULTS} must have ${NEEDED_FIELDS} or ${PIECE_FIELDS.length} fields, and have ${has}.`,
    );
  }
  const named = Object.fromEntries(PIECE_FIELDS.map((field, i) => [field, values[i] as unknown]));
  const { plan, runs, draft, part, experiment, size: sized, ...said } = checked(schema, named, RESULTS);
  const { adapter, software, browser, system, ...rest } = said;
  if (part > said.parts) {
    throw new ImportRefused(`${RESULTS} are of part ${part} of ${said.parts}, and there is no such part.`);
  }
  const selection = { experiment, size: sized, draft: wholeDraft(experiment, sized, draft) };
  refuseSelection(selection);
  const planned = plannedOf(selection);
  const piece = {
    ...rest,
    part: part === 0 ? null : part,
    selection,
    machine: { adapter, software: software === 1, browser, system },
    runs: runs.map((numbers) => runOf(numbers, planned)),
  };
  refuseTwice(piece.runs);
  return { piece, plan, planned };
}

/** The fields of the form that differ from the experiment's early draft. */
function editedFields({ experiment, size: sized, draft }: Selection): Partial<SweepDraft> {
  const own = earlyDraft(experiment, sized);
  const fields = editableFields(experiment).filter((field) => draft[field] !== own[field]);
  return Object.fromEntries(fields.map((field) => [field, draft[field]]));
}

/** @throws {ImportRefused} for a field that the experiment's form lacks */
function wholeDraft(
  experiment: Selection['experiment'],
  sized: Selection['size'],
  edited: { readonly [Field in keyof SweepDraft]?: string },
): SweepDraft {
  const editable = new Set<string>(editableFields(experiment));
  const foreign = Object.keys(edited).filter((field) => !editable.has(field));
  if (foreign.length > 0) {
    throw new ImportRefused(
      `${RESULTS} set what cannot be set in ${presetOf(experiment).title}: ${shown(foreign.join(', '))}.`,
    );
  }
  return { ...earlyDraft(experiment, sized), ...edited };
}

/** Its index, its seconds, the figures of the last step, and a step and figures for each earlier evaluation. */
function numbersOf({ index, seconds: time, evaluations }: PieceRun): (number | null)[] {
  const [last, ...earlier] = evaluations.toReversed();
  const figures = last === undefined ? [] : figuresOf(last);
  return [index, time, ...figures, ...earlier.flatMap((one) => [one.step, ...figuresOf(one)])];
}

/** The losses; then of each set of tests the right answers and their losses; then the losses on each other text. */
function figuresOf({ losses, tests = [], texts = [] }: PieceEvaluation): (number | null)[] {
  return [
    ...losses.map(shortest),
    ...tests.flatMap((score) => [...score.right, ...score.losses.map(shortest)]),
    ...texts.flat().map(shortest),
  ];
}

/** @throws {ImportRefused} */
function runOf(numbers: readonly (number | null)[], planned: readonly PlannedRun[]): PieceRun {
  const [index = null, time = null, ...rest] = numbers;
  const run = index === null ? undefined : planned[index];
  if (index === null || run === undefined) {
    throw new ImportRefused(
      `${RESULTS} are of ${planned.length} runs, from 0, and run ${shown(index)} is not among them.`,
    );
  }
  const where = `${RESULTS}, run ${index}`;
  const { evaluation, lanes, steps } = run.plan;
  const sets = evaluation.tests ?? [];
  const texts = evaluation.texts ?? [];
  const row = lanes.length * (1 + 2 * sets.length + texts.length) + 1;
  if (rest.length < row - 1 || (rest.length + 1) % row !== 0) {
    throw new ImportRefused(
      `${where}: must have losses of ${lanes.length} models for each evaluation, and has ${rest.length} numbers.`,
    );
  }
  // The last step goes without saying.
  const said = [steps, ...rest];
  const evaluations = Array.from({ length: said.length / row }, (_, i) => {
    const [step = null, ...figures] = said.slice(i * row, (i + 1) * row);
    if (step === null || !evaluation.steps.includes(step)) {
      throw new ImportRefused(`${where}: step ${shown(step)} has no evaluation in its plan.`);
    }
    const group = (at: number) => figures.slice(at * lanes.length, (at + 1) * lanes.length);
    const losses = (at: number): number[] => group(at).map((loss) => lossOf(loss, where));
    return {
      step,
      losses: losses(0),
      ...(sets.length > 0 && {
        tests: sets.map(({ windows }, set) => ({
          right: group(1 + 2 * set).map((right) => rightOf(right, windows, where)),
          losses: losses(2 + 2 * set),
        })),
      }),
      ...(texts.length > 0 && { texts: texts.map((_text, place) => losses(1 + 2 * sets.length + place)) }),
    };
  }).toSorted((a, b) => a.step - b.step);
  if (new Set(evaluations.map(({ step }) => step)).size < evaluations.length) {
    throw new ImportRefused(`${where}: has two evaluations of one step.`);
  }
  return { index, seconds: checked(v.nullable(seconds), time, `${where}, seconds`), evaluations };
}

function rightOf(value: number | null, windows: number, where: string): number {
  if (value !== null && Number.isInteger(value) && value >= 0 && value <= windows) return value;
  throw new ImportRefused(`${where}: must be right answers from 0 to ${windows}, not ${shown(value)}.`);
}

/** JSON writes null for a loss that is not finite. */
function lossOf(value: number | null, where: string): number {
  if (value === null) return NaN;
  const [least, most] = LOSSES;
  if (isLoss(value)) return Math.fround(value);
  throw new ImportRefused(
    `${where}: must be a loss from ${least} to ${most.toLocaleString('en')} nats per token, not ${shown(value)}.`,
  );
}

function refuseTwice(runs: readonly PieceRun[]): void {
  const twice = runs.find(({ index }, i) => runs.slice(0, i).some((other) => other.index === index));
  if (twice !== undefined) throw new ImportRefused(`${RESULTS} give run ${twice.index} twice.`);
}

/** The digits that tell any two float32 apart. */
const MOST_DIGITS = 9;

/** The number with the fewest digits that is this float32; null, as JSON writes it, if it is not finite. */
function shortest(loss: number): number | null {
  if (!Number.isFinite(loss)) return null;
  const exact = Math.fround(loss);
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const rounded = Number(exact.toPrecision(digits));
    if (Math.fround(rounded) === exact) return rounded;
  }
  return Number(exact.toPrecision(MOST_DIGITS));
}
