// npm run loglog -- COMMAND …: the experiments of the page beyond one machine. `usage.ts` lists the commands.
import { runScript } from '../../scripts/run-script.mjs';
import { NoDawn } from '../bench/import-dawn.ts';
import { Ended, EXIT } from './exit.ts';
import { USAGE } from './usage.ts';

/** Each command, loaded when it is asked for. It returns the exit code. */
const COMMANDS: Readonly<Record<string, (args: readonly string[]) => number | Promise<number>>> = {
  async plan(args) {
    const { plan } = await import('./plan.ts');
    console.log(plan(args));
    return EXIT.done;
  },
  async sweep(args) {
    const { sweepHere } = await import('./sweep-here.ts');
    return sweepHere(args);
  },
  async merge(args) {
    const { merge, mergeWords } = await import('./merge.ts');
    const { code, report } = await merge(args);
    console.log(mergeWords(report));
    return code;
  },
  async export(args) {
    const { exportRuns } = await import('./export.ts');
    console.log(await exportRuns(args));
    return EXIT.done;
  },
  async fit(args) {
    const { fit } = await import('../fit/run-fit.ts');
    try {
      return fit(args, 'loglog fit');
    } catch (error) {
      throw fitEnd(error);
    }
  },
  async bench(args) {
    const { bench } = await import('./bench.ts');
    return bench(args);
  },
};

await runScript(async () => {
  const [name = 'help', ...args] = process.argv.slice(2);
  // `fit` has a help of its own.
  if (name === 'help' || name === '--help' || (args.includes('--help') && name !== 'fit')) {
    console.log(USAGE);
    return EXIT.done;
  }
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined)
      throw new Ended(EXIT.usage, `There is no command “${name}”; there are ${namesOfCommands()}.`);
    return await command(args);
  } catch (error) {
    const end = endOf(error);
    console.error(end.message);
    return end.code;
  }
});

/** The end that an error means. @throws the error if it means none */
function endOf(error: unknown): Ended {
  if (error instanceof Ended) return error;
  if (error instanceof NoDawn) return new Ended(EXIT.noAdapter, error.message, { cause: error });
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  // Of an option that a command does not have.
  if (error instanceof Error && typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS'))
    return new Ended(EXIT.usage, error.message.replaceAll('\n', ' '), { cause: error });
  throw error;
}

/** A table or a law that cannot be, or a file that is not there. */
function fitEnd(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'Error') return error;
  const isAbsent = error.cause instanceof Error && 'code' in error.cause && error.cause.code === 'ENOENT';
  return new Ended(isAbsent ? EXIT.noInput : EXIT.usage, error.message, { cause: error });
}

function namesOfCommands(): string {
  return Object.keys(COMMANDS).join(', ');
}
