import type { SweepCandidate } from './sweep-candidate.ts';

/** Candidates by tokens, ascending in N, without those that would see too few tokens. */
export function rowsOf(
  candidates: readonly SweepCandidate[],
  leastTokensPerParameter: number,
): SweepCandidate[][] {
  const rows = new Map<number, SweepCandidate[]>();
  for (const candidate of candidates) {
    if (candidate.tokens < leastTokensPerParameter * candidate.parameters) continue;
    rows.set(candidate.tokens, [...(rows.get(candidate.tokens) ?? []), candidate]);
  }
  return Array.from(rows.values(), (row) => row.toSorted((a, b) => a.parameters - b.parameters));
}

/**
 * All sweeps of a row by their largest model and by their number of widths, from `leastWidths` on, as evenly spaced
 * over log N as possible. All begin with the smallest model, because it costs little and widens the range.
 */
export function spacedBases(row: readonly SweepCandidate[], leastWidths: number): SweepCandidate[][] {
  const bases: SweepCandidate[][] = [];
  for (let most = leastWidths; most <= row.length; most++)
    for (let count = leastWidths; count <= most; count++) bases.push(spaced(row.slice(0, most), count));
  return bases;
}

/**
 * `count` models of a row: both ends, and between them the models nearest to even spacing over log N. Each choice
 * leaves enough models for the rest.
 */
function spaced(row: readonly SweepCandidate[], count: number): SweepCandidate[] {
  const logs = row.map(({ parameters }) => Math.log(parameters));
  const range = logs[row.length - 1] - logs[0];
  let last = -1;
  return Array.from({ length: count }, (_, j) => {
    const aim = logs[0] + (range * j) / (count - 1);
    last++;
    while (last < row.length - count + j && Math.abs(logs[last + 1] - aim) <= Math.abs(logs[last] - aim))
      last++;
    return row[last];
  });
}
