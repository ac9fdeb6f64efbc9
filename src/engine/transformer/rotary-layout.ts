/**
 * The place in GPT-NeoX's order of a head's columns of a column of the QKV weight or bias `[…, 3C]` (blocks q | k | v).
 * Rotary positions rotate the pair (2i, 2i + 1) here and the pair (i, i + D/2) there. Scores are the same, because queries
 * and keys are reordered alike. Values are not rotated, so their columns stay.
 */
export function halfSplitColumn(column: number, width: number, headSize: number): number {
  if (column >= 2 * width) return column;
  const inHead = column % headSize;
  return column - inHead + (inHead % 2) * (headSize / 2) + Math.floor(inHead / 2);
}
