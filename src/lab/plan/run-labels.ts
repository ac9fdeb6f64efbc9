import { headsOf } from './head-rule.ts';
import { corpusName } from './own-corpus.ts';
import { networkName } from './network-name.ts';
import type { RunSettings } from './run-settings.ts';

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** Settings that distinguish a run from the others, and their words in a label. */
const PARTS: { of: keyof RunSettings; words: (run: RunSettings) => string }[] = [
  { of: 'corpus', words: (run) => corpusName(run.corpus) },
  { of: 'network', words: (run) => networkName(run.network) },
  { of: 'layers', words: (run) => `L ${run.layers}` },
  { of: 'width', words: (run) => `d ${run.width}` },
  { of: 'feedForwardRatio', words: (run) => `F/d ${COMPACT.format(run.feedForwardRatio)}` },
  { of: 'heads', words: (run) => `H ${headsOf(run.width, run.heads) ?? '?'}` },
  { of: 'positions', words: (run) => `${run.positions ?? 'rotary'} positions` },
  { of: 'context', words: (run) => `T ${run.context}` },
  { of: 'batch', words: (run) => `B ${run.batch}` },
  { of: 'tokens', words: (run) => `D ${COMPACT.format(run.tokens)}` },
  {
    of: 'uniqueTokens',
    words: (run) => `U ${run.uniqueTokens === null ? 'all' : COMPACT.format(run.uniqueTokens)}`,
  },
  { of: 'schedule', words: (run) => run.schedule },
  { of: 'lanes', words: (run) => run.series },
];

/** A name for each run of an experiment, which distinguishes it from the others: `d 32` or `d 32 · U 512K`. */
export function runLabels(runs: readonly RunSettings[]): string[] {
  const networks = [...new Set(runs.map(({ network }) => network))].map((name) =>
    runs.filter(({ network }) => network === name),
  );
  // What only follows from the network needs no words.
  const varied = PARTS.filter(({ of }) =>
    of === 'network' ? networks.length > 1 : networks.some((members) => differIn(of, members)),
  );
  const parts = varied.length > 0 ? varied : PARTS.filter(({ of }) => of === 'width');
  const labels = runs.map((run) => joinedParts(parts.map(({ words }) => words(run))));
  if (new Set(labels).size === runs.length) return labels;
  return runs.map(({ series }, i) => joinedParts([labels[i] ?? '', series]));
}

function joinedParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

function differIn(of: keyof RunSettings, runs: readonly RunSettings[]): boolean {
  return new Set(runs.map((run) => JSON.stringify(run[of]))).size > 1;
}

/** Whether a label of `runLabels` names a part of the corpus: `d 32 · U 512K`, but not `d 32 · U all`. */
export function namesPart(label: string): boolean {
  return label.split(' · ').some((part) => /^U \d/.test(part));
}
