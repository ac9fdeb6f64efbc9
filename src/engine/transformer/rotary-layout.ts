/**
 * Maps a column of the QKV weight or bias `[…, 3C]` (blocks q | k | v) to its place in GPT-NeoX's order of a head's
 * columns. Rotary positions rotate the pair (2i, 2i + 1) here and the pair (i, i + D/2) in GPT-NeoX. Scores are the
 * same, because queries and keys are reordered in the same way. Values are not rotated, so their columns stay.
 */
export function halfSplitColumn(column: number, width: number, headSize: number): number {
  if (column >= 2 * width) return column;
  const inHead = column % headSize;
  return column - inHead + (inHead % 2) * (headSize / 2) + Math.floor(inHead / 2);
}
