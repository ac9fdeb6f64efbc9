import { parseArgs } from 'node:util';

/** What `npm run record:sweeps` records, and how. */
export interface RecordingOptions {
  readonly experiment: string;
  readonly size: 'full' | 'quick';
  readonly adapter: 'software' | 'hardware';
  /** Whether other programs use the machine meanwhile. Then the recording tells no speed. */
  readonly shared: boolean;
  /** Whether an existing recording is only fitted again. */
  readonly refit: boolean;
  /** Path of a history that a page saved, whose experiment is recorded; empty to train it. */
  readonly from: string;
  /** Fields of the form and their text, where they differ from the experiment's own. */
  readonly fields: Readonly<Record<string, string>>;
}

/** @throws for an unknown option, and without exactly one experiment */
export function readRecordingOptions(args: readonly string[]): RecordingOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      size: { type: 'string', default: 'quick' },
      adapter: { type: 'string', default: 'software' },
      shared: { type: 'boolean', default: false },
      refit: { type: 'boolean', default: false },
      from: { type: 'string', default: '' },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.refit && values.from !== '')
    throw new Error('--refit and --from name two sources of the runs: give one');
  const [experiment, ...others] = positionals;
  if (experiment === undefined || others.length > 0) {
    throw new Error(`one experiment is recorded at a time, not ${positionals.length}`);
  }
  return {
    experiment,
    size: oneOf('--size', values.size, ['full', 'quick']),
    adapter: oneOf('--adapter', values.adapter, ['software', 'hardware']),
    shared: values.shared,
    refit: values.refit,
    from: values.from,
    fields: Object.fromEntries(values.set.map(fieldOf)),
  };
}

function oneOf<Name extends string>(option: string, given: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === given);
  if (found === undefined) throw new Error(`${option} takes ${names.join(' or ')}, not ${given}`);
  return found;
}

/** `tokens=102,400` */
function fieldOf(given: string): [field: string, text: string] {
  const at = given.indexOf('=');
  if (at < 1) throw new Error(`--set takes FIELD=TEXT, not ${given}`);
  return [given.slice(0, at), given.slice(at + 1)];
}
