import type { Run } from '../../lab/runs/run.ts';
import { runStyle, type RunStyle } from '../../charts/run-style.ts';
import { shownLabel } from './shown-label.ts';
import { tenths } from '../../charts/quantity.ts';

/** Names of the series in the order of the runs; a single one for an experiment without series. */
export function seriesOf(runs: readonly Run[]): string[] {
  return [...new Set(runs.map(({ settings }) => settings.series))];
}

/** A series' name on charts; a budget is written as a power of ten, a source has its title. */
export function seriesLabel(series: string): string {
  const [, before, number] = /^(.*?)(\d\.?\d*e\+\d+)$/.exec(series) ?? [];
  return before === undefined ? shownLabel(series) : before + tenths(Number(number));
}

/** The names of runs on a chart, only as long as needed to distinguish them. */
export function shortLabels(runs: readonly Run[]): string[] {
  const all = runs.map(({ label }) => shownLabel(label).split(' · '));
  const differs = (place: number) => new Set(all.map((words) => words[place])).size > 1;
  const parts = all.map((words) => (all.length > 1 ? words.filter((_, place) => differs(place)) : words));
  const upTo = (count: number) => parts.map((words) => words.slice(0, count).join(' · '));
  const most = Math.max(1, ...parts.map(({ length }) => length));
  const counts = Array.from({ length: most }, (_, i) => i + 1);
  const enough = counts.find((count) => new Set(upTo(count)).size === runs.length) ?? most;
  return upTo(enough);
}

/** The style of each run: one for each series if there are several, otherwise one for each run. */
export function runStyles(runs: readonly Run[]): RunStyle[] {
  const series = seriesOf(runs);
  if (series.length <= 1) return runs.map((_, index) => runStyle(index, runs.length));
  return runs.map((run) => runStyle(series.indexOf(run.settings.series), series.length));
}

/** The style of one series. */
export function seriesStyle(runs: readonly Run[], name: string): RunStyle {
  const series = seriesOf(runs);
  return runStyle(series.indexOf(name), series.length);
}
