import { toCsv, type Cell } from '../../lab/files/write-csv.ts';
import type { BenchmarkResult, EntryTimes, Estimate, Summary } from '../result.ts';
import { figuresOf } from '../stats/figures.ts';
import { summarise } from '../stats/summarise.ts';

type Row = readonly (readonly [column: string, cell: Cell])[];

/** A table of a result: a row for each entry, and the same columns of the machine in each row. Nothing reads it. */
export function benchmarkCsv(result: BenchmarkResult): string {
  const summary = summarise(result);
  const rows = result.entries.map((entry, k) => [
    ...entryCells(entry, summary, k),
    ...scoreCells(summary),
    ...machineCells(summary),
  ]);
  const names = (rows[0] ?? []).map(([column]) => column);
  return toCsv(
    names,
    rows.map((row) => row.map(([, cell]) => cell)),
  );
}

function entryCells(entry: EntryTimes, { entries, ceilings }: Summary, k: number): Row {
  const told = entries[k];
  const figures = told === undefined ? null : figuresOf(told, ceilings);
  return [
    ['entry', entry.name],
    ...estimateCells('ms_per_step', told?.millisecondsPerStep ?? null),
    ['deviation_ms', told?.deviation ?? ''],
    ['unstable', (told?.unstable ?? false) ? 'yes' : 'no'],
    ['samples', entry.passes[0].length + entry.passes[1].length],
    ['steps_per_sample', entry.stepsPerSample],
    ['tokens_per_second', figures?.tokensPerSecond.value ?? ''],
    ['gigaflops_per_second', figures?.gigaflopsPerSecond.value ?? ''],
    ['share_of_ceiling', figures?.share ?? ''],
    ['dispatches_per_step', entry.dispatchesPerStep],
    ['bytes_held', entry.bytesHeld],
    ['kernels', entry.kernels],
  ];
}

function scoreCells({ score, voided, quick, standard, edition, made }: Summary): Row {
  return [
    ...estimateCells('score', score),
    ['no_score_because', voided.join(' ')],
    ['quick', quick ? 'yes' : 'no'],
    ['standard', standard],
    ['edition', edition],
    ['date', new Date(made).toISOString()],
  ];
}

function machineCells({ machine, ceilings, firstLossMilliseconds, compileMilliseconds }: Summary): Row {
  return [
    ['adapter', machine.adapter],
    ['adapter_kind', machine.software ? 'software' : 'GPU'],
    ['browser', machine.browser],
    ['system', machine.system],
    ['label', machine.label],
    ['ceiling_gigaflops_per_second', ceilings.gigaflopsPerSecond],
    ['ceiling_gigabytes_per_second', ceilings.gigabytesPerSecond],
    ['microseconds_per_dispatch', ceilings.microsecondsPerDispatch],
    ['ms_per_submit', ceilings.millisecondsPerSubmit],
    ['ms_per_readback', ceilings.millisecondsPerReadback],
    ['first_loss_ms', firstLossMilliseconds],
    ['compile_ms', compileMilliseconds],
  ];
}

function estimateCells(name: string, estimate: Estimate | null): Row {
  return [
    [name, estimate?.value ?? ''],
    [`${name}_low`, estimate?.low ?? ''],
    [`${name}_high`, estimate?.high ?? ''],
  ];
}
