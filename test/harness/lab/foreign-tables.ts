// Tables of runs as other people write them, on a law that is known. Knows no lab.

/** The loss of every row: L = 1.7 + 400/N^0.34 + 600/D^0.31. */
export function exactLoss(N: number, D: number): number {
  return 1.7 + 400 / N ** 0.34 + 600 / D ** 0.31;
}

/** N and D of the rows: five sizes on four numbers of tokens. */
export const EXACT_SIZES: readonly (readonly [N: number, D: number])[] = [1e6, 3e6, 1e7, 3e7, 1e8].flatMap(
  (N) => [2e7, 2e8, 2e9, 2e10].map((D) => [N, D] as const),
);

/** A table whose cells commas split, under some names. */
export function commaTable(names: { N: string; D: string; loss: string }): string {
  const rows = EXACT_SIZES.map(([N, D]) => `${N},${D},${exactLoss(N, D)}`);
  return `${[names.N, names.D, names.loss].join(',')}\n${rows.join('\n')}\n`;
}

/** A European table with names of its own: semicolons, decimal commas, sizes in millions, a note for each row. */
export function europeanTable(): string {
  const decimal = (value: number): string => String(value).replace('.', ',');
  const rows = EXACT_SIZES.map(([N, D], i) =>
    [`lauf ${i + 1}`, decimal(N / 1e6), decimal(D / 1e6), decimal(exactLoss(N, D))].join(';'),
  );
  return `bezeichnung;params (M);gesehene tokens (M);pruefverlust\r\n${rows.join('\r\n')}\r\n`;
}
