import { parseArgs } from 'node:util';

/** @param {readonly string[]} args */
export function readPeersOptions(args) {
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
 * Those of `known` that a list such as `32/2,64/4` names, in its order; all without one.
 *
 * @template Known
 * @param {string} option
 * @param {string | undefined} list
 * @param {readonly Known[]} known
 * @param {(one: Known) => string} nameOf
 * @returns {Known[]}
 * @throws if one of them is not known
 */
export function pickNamed(option, list, known, nameOf) {
  if (list === undefined) return [...known];
  const byName = new Map(known.map((one) => [nameOf(one), one]));
  return list.split(',').map((name) => {
    const one = byName.get(name);
    if (one === undefined)
      throw new Error(`${option} takes some of ${[...byName.keys()].join(',')}, not ${name}`);
    return one;
  });
}
