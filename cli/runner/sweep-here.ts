import type { ExitCode } from './exit.ts';
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

/**
 * Asked to end, the sweep saves its state. Asked again, or if that takes too long, the signal ends the process at once, as if
 * nobody listened: an orderly exit would wait for a driver that may be compiling, and can crash in it.
 */
function stopBySignals(): { stop: AbortSignal; forget: () => void } {
  const asked = new AbortController();
  const signals = ['SIGTERM', 'SIGINT'] as const;
  const forget = (): void => {
    for (const signal of signals) process.off(signal, ask);
  };
  const end = (signal: NodeJS.Signals): void => {
    forget();
    process.kill(process.pid, signal);
  };
  const ask = (signal: NodeJS.Signals): void => {
    if (asked.signal.aborted) return end(signal);
    asked.abort();
    setTimeout(end, LAST_MILLISECONDS, signal).unref();
  };
  for (const signal of signals) process.on(signal, ask);
  return { stop: asked.signal, forget };
}
