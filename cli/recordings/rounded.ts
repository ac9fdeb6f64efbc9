/**
 * The same data with numbers of at most so many significant digits. Whole numbers stay as they are, because they may count
 * something.
 */
export function rounded<Data>(data: Data, digits: number): Data {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each part keeps its type
  return roundedPart(data, digits) as Data;
}

function roundedPart(part: unknown, digits: number): unknown {
  if (typeof part === 'number') return Number.isInteger(part) ? part : Number(part.toPrecision(digits));
  if (Array.isArray(part)) return part.map((one) => roundedPart(one, digits));
  if (part === null || typeof part !== 'object' || ArrayBuffer.isView(part)) return part;
  return Object.fromEntries(
    Object.entries<unknown>({ ...part }).map(([name, one]) => [name, roundedPart(one, digits)]),
  );
}
