import { html, nothing, type TemplateResult } from 'lit';
import { formatLoss, scientific, short, whole } from '../../charts/quantity.ts';
import { isTooWide, outcomes } from '../../lab/analysis/prediction.ts';
import { bitsPerByte } from '../../lab/runs/bits-per-byte.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import { meanLoss } from '../../lab/runs/mean-loss.ts';
import { reachedLosses, type Prediction, type Run } from '../../lab/runs/run.ts';
import { stateWords } from '../kit/run-words.ts';
import type { SortHead } from '../kit/sort-head.ts';
import type { SortValue } from '../kit/sorted-rows.ts';

/** Losses of more models are given by their range. */
const MOST_LOSSES = 4;

/** A column of the table of runs that follows from the runs alone. */
export interface RunColumn extends SortHead {
  /** Whether it is hidden until a person asks for all columns. */
  readonly extra?: boolean;
  readonly value: (run: Run) => SortValue;
  readonly cell: (run: Run) => TemplateResult | string;
}

/**
 * The columns of numbers and words.
 * @param sources the machine or file of each run by its id, if there are several; else null
 */
export function runColumns(
  runs: readonly Run[],
  sources: ReadonlyMap<string, string> | null,
): readonly RunColumn[] {
  const unit = lossUnitOf(runs);
  const sourceOf = ({ plan }: Run): string => sources?.get(plan.id) ?? '';
  const source: RunColumn = { id: 'source', head: 'Source', words: true, value: sourceOf, cell: sourceOf };
  return [
    ...(sources === null ? [] : [source]),
    ...SIZES,
    {
      id: 'predicted',
      head: 'Predicted',
      unit,
      value: (run) => run.prediction?.loss ?? null,
      cell: (run) => predicted(run, runs),
    },
    { id: 'loss', head: 'Loss', unit, value: (run) => meanLoss([run]), cell: (run) => reached(run, runs) },
    ...bitsColumn(runs),
    ...PROGRESS,
  ];
}

/** Bits per byte of a nat per token, if every token is one byte. */
const ASCII = 1 / Math.LN2;

/** The loss of texts in the unit in which different alphabets are compared; hidden if all runs read the same ASCII text. */
function bitsColumn(runs: readonly Run[]): readonly RunColumn[] {
  const rates = new Set(runs.map((run) => bitsPerByte(1, run)));
  if (rates.has(null)) return [];
  const bitsOf = (run: Run): number | null => {
    const loss = meanLoss([run]);
    return loss === null ? null : bitsPerByte(loss, run);
  };
  return [
    {
      id: 'bits',
      head: 'Loss',
      unit: 'bits/byte',
      extra: [...rates].every((rate) => rate === ASCII),
      value: bitsOf,
      cell(run) {
        const bits = bitsOf(run);
        return bits === null || !Number.isFinite(bits) ? '–' : formatLoss(bits);
      },
    },
  ];
}

const SIZES: readonly RunColumn[] = [
  {
    id: 'N',
    head: 'N',
    unit: 'parameters',
    value: ({ parameters }) => parameters.nonEmbedding,
    cell: ({ parameters }) => whole(parameters.nonEmbedding),
  },
  { id: 'D', head: 'D', unit: 'tokens', value: ({ tokens }) => tokens, cell: ({ tokens }) => short(tokens) },
  {
    id: 'C',
    head: 'C',
    unit: 'FLOP',
    extra: true,
    value: ({ flops }) => flops,
    cell: ({ flops }) => scientific(flops),
  },
  {
    id: '6ND',
    head: '6ND',
    unit: 'FLOP',
    extra: true,
    value: ({ sixND }) => sixND,
    cell: ({ sixND }) => scientific(sixND),
  },
];

const PROGRESS: readonly RunColumn[] = [
  {
    id: 'speed',
    head: 'Speed',
    unit: 'tokens/s',
    extra: true,
    value: ({ speedVoid, tokensPerSecond }) =>
      speedVoid === '' && tokensPerSecond > 0 ? tokensPerSecond : null,
    cell: speedWords,
  },
  { id: 'state', head: 'State', words: true, value: stateWords, cell: stateCell },
];

/** A run's speed, or why it is void. */
export function speedWords({ speedVoid, tokensPerSecond }: Run): TemplateResult | string {
  if (speedVoid !== '') return html`void<br /><small>${speedVoid}</small>`;
  return tokensPerSecond > 0 ? short(tokensPerSecond) : '–';
}

/** The state, and why the speed is void, because the column of speeds may be hidden. */
function stateCell(run: Run): TemplateResult | string {
  if (run.speedVoid === '') return stateWords(run);
  return html`${stateWords(run)}<br /><small>speed void: ${run.speedVoid}</small>`;
}

/** The predicted interval, and whether it is too wide to test anything. */
function predicted(run: Run, runs: readonly Run[]): TemplateResult | string {
  const { prediction } = run;
  if (prediction === null) return '–';
  const range = rangeWords(prediction);
  return isTooWide(run, runs) ? html`${range}<br /><small>too wide to test</small>` : range;
}

function rangeWords({ low, high }: Prediction): string {
  if (!Number.isFinite(low)) return Number.isFinite(high) ? `below ${formatLoss(high)}` : 'any loss';
  return Number.isFinite(high) ? `${formatLoss(low)} to ${formatLoss(high)}` : `above ${formatLoss(low)}`;
}

/** Final validation losses, one for each lane, each with a mark that says whether the predicted interval covers it. */
function reached(run: Run, runs: readonly Run[]): TemplateResult | string {
  const losses = reachedLosses(run);
  if (losses === null) return '–';
  const covered = outcomes(run, runs);
  if (losses.length > MOST_LOSSES) return lossesCell([...losses], covered);
  return html`${Array.from(losses, (value, lane) => html`<div>${lossWords(value)} ${mark(covered[lane])}</div>`)}`;
}

/** The lowest and the highest loss of many models, how many of them were as predicted, and how many diverged. */
function lossesCell(losses: readonly number[], covered: readonly (boolean | undefined)[]): TemplateResult {
  const sound = losses.filter(Number.isFinite);
  const lost = losses.length - sound.length;
  const as = covered.filter((is) => is === true).length;
  const range =
    sound.length === 0 ? '–' : `${formatLoss(Math.min(...sound))} to ${formatLoss(Math.max(...sound))}`;
  const told = `${lost > 0 ? `, ${lost} diverged` : ''}${covered.length > 0 ? `, ${as} as predicted` : ''}`;
  return html`${range}<br /><small>${losses.length} models${told}</small>`;
}

function lossWords(loss: number): string {
  return Number.isFinite(loss) ? formatLoss(loss) : 'diverged';
}

function mark(covered: boolean | undefined): TemplateResult | typeof nothing {
  if (covered === undefined) return nothing;
  return covered
    ? html`<span class="covered" role="img" aria-label="as predicted">✓</span>`
    : html`<span class="missed" role="img" aria-label="not as predicted">✗</span>`;
}
