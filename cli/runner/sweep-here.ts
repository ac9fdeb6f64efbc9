import { EXIT, type ExitCode } from './exit.ts';
import { openTrainer } from './open-trainer.ts';
import { sweep } from './sweep.ts';
import { teller } from './tell.ts';

/** A scheduler kills a process some seconds after it has asked it to end; Kubernetes and Slurm wait for 30. */
const LAST_MILLISECONDS = 25_000;

/** `loglog sweep`, with the outputs, the variables and the signals of this process. */
export async function sweepHere(args: readonly string[]): Promise<ExitCode> {
  // Whoever reads the lines may have ended; the sweep goes on.
  process.stdout.on('error', () => {});
  const { stop, forget } = stopBySignals();
  const words = process.stderr.isTTY ? (line: string) => console.error(line) : undefined;
  const tell = teller({ lines: (line) => console.log(line), words });
  try {
    return await sweep(args, { environment: process.env, tell, stop, open: openTrainer });
  } finally {
    forget();
  }
}

/** Asked to end, the sweep saves its state. Asked again, or if that takes too long, the process ends at once. */
function stopBySignals(): { stop: AbortSignal; forget: () => void } {
  const asked = new AbortController();
  const end = (): never => process.exit(EXIT.again);
  const ask = (): void => {
    if (asked.signal.aborted) end();
    asked.abort();
    setTimeout(end, LAST_MILLISECONDS).unref();
  };
  const signals = ['SIGTERM', 'SIGINT'] as const;
  for (const signal of signals) process.on(signal, ask);
  const forget = (): void => {
    for (const signal of signals) process.off(signal, ask);
  };
  return { stop: asked.signal, forget };
}
