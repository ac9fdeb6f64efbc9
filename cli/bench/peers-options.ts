import { parseArgs } from 'node:util';

/** The options of `npm run bench:peers`. */
export function readPeersOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      hardware: { type: 'boolean', default: false },
      shapes: { type: 'string' },
      peers: { type: 'string' },
    },
  });
  return values;
}

/**
 * The items of `known` that are named in a list such as `32/2,64/4`, in the order of the list. All items if there is no
 * list.
 *
 * @throws for a name that is not known
 */
export function pickNamed<Known>(
  option: string,
  list: string | undefined,
  known: readonly Known[],
  nameOf: (one: Known) => string,
): Known[] {
  if (list === undefined) return [...known];
  const byName = new Map(known.map((one) => [nameOf(one), one]));
  return list.split(',').map((name) => {
    const one = byName.get(name);
    if (one === undefined)
      throw new Error(`${option} takes some of ${[...byName.keys()].join(',')}, not ${name}`);
    return one;
  });
}
