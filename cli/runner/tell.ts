/** What a sweep tells of itself: one line of JSON on standard output each. */
export type SweepEvent =
  | { event: 'share'; index: number; of: number; from: string; runs: number; ofRuns: number; flops: number }
  | { event: 'machine'; adapter: string; software: boolean; system: string }
  | { event: 'skipped'; run: string; state: string }
  | { event: 'held'; run: string; by: string }
  | { event: 'damaged'; run: string; message: string }
  | { event: 'begun'; run: string; step: number; of: number }
  | { event: 'progress'; run: string; step: number; of: number; loss: number; tokensPerSecond: number }
  | { event: 'checkpoint'; run: string; step: number; of: number }
  | { event: 'finished'; run: string; losses: number[]; seconds: number }
  | { event: 'failed'; run: string; message: string }
  | { event: 'fault'; run: string; message: string }
  | { event: 'lost'; run: string; step: number }
  | { event: 'stopped'; run: string; step: number; of: number }
  | { event: 'end'; code: number; finished: number; failed: number; left: number };

export type Tell = (event: SweepEvent) => void;

/** The two outputs of a process. */
interface Outputs {
  /** For programs. */
  readonly lines: (line: string) => void;
  /** For people; undefined if nobody looks. */
  readonly words: ((line: string) => void) | undefined;
}

/** Tells events as lines of JSON, each with its time in UTC, and to people in words. */
export function teller({ lines, words }: Outputs): Tell {
  return (event) => {
    lines(JSON.stringify({ time: new Date().toISOString(), ...event }));
    words?.(wordsOf(event));
  };
}

/** One event for people. */
export function wordsOf(event: SweepEvent): string {
  switch (event.event) {
    case 'share':
      return `Share ${event.index} of ${event.of} (${event.from}): ${event.runs} of ${event.ofRuns} runs, ${event.flops.toExponential(2)} FLOPs`;
    case 'machine':
      return `On ${event.adapter}${event.software ? ', which a CPU emulates' : ''}, ${event.system}`;
    case 'skipped':
      return `${event.run}: ${event.state} before`;
    case 'held':
      return `${event.run}: ${event.by} trains it`;
    case 'damaged':
    case 'failed':
    case 'fault':
      return `${event.run}: ${event.message}`;
    case 'begun':
      return `${event.run}: from step ${event.step} of ${event.of}`;
    case 'progress':
      return `${event.run}: step ${event.step} of ${event.of}, loss ${event.loss.toFixed(3)}, ${Math.round(event.tokensPerSecond).toLocaleString('en')} tokens/s`;
    case 'checkpoint':
      return `${event.run}: saved at step ${event.step}`;
    case 'finished':
      return `${event.run}: finished in ${event.seconds.toFixed(1)} s, loss ${event.losses.map((loss) => loss.toFixed(4)).join(', ')}`;
    case 'lost':
      return `${event.run}: the GPU was lost at step ${event.step}`;
    case 'stopped':
      return `${event.run}: stopped at step ${event.step} of ${event.of}`;
    case 'end':
      return `${event.finished} finished, ${event.failed} failed, ${event.left} left`;
    default:
      return event satisfies never;
  }
}
