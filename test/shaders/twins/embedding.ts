/** Rows of the token table, plus rows of the position table `[T, C]` if there is one. */
export function embedding(
  tokens: readonly number[],
  tokenTable: Float64Array,
  width: number,
  positionTable?: Float64Array,
): Float64Array {
  const context = positionTable ? positionTable.length / width : 1;
  const out = new Float64Array(tokens.length * width);
  tokens.forEach((token, row) => {
    for (let c = 0; c < width; c++) {
      const position = positionTable ? positionTable[(row % context) * width + c] : 0;
      out[row * width + c] = tokenTable[token * width + c] + position;
    }
  });
  return out;
}

/** `held[V, C]` plus the rows of `dOut`, each in the row of its token. */
export function embeddingBackwardTokens(
  tokens: readonly number[],
  dOut: Float64Array,
  held: Float64Array,
  width: number,
): Float64Array {
  const dTable = held.slice();
  tokens.forEach((token, row) => {
    for (let c = 0; c < width; c++) dTable[token * width + c] += dOut[row * width + c];
  });
  return dTable;
}

/** The rows of `dOut`, summed by position. */
export function embeddingBackwardPositions(dOut: Float64Array, context: number, width: number): Float64Array {
  const dTable = new Float64Array(context * width);
  dOut.forEach((value, i) => (dTable[i % dTable.length] += value));
  return dTable;
}
