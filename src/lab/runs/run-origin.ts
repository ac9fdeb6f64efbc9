/** The machine that trained a run, when, and with which version of the page. */
export interface RunOrigin {
  /** The adapter's name; several, if the run resumed on another one: `A, then B`. */
  readonly adapter: string;
  /** Whether a CPU emulated the adapter. */
  readonly software: boolean;
  /** Name and version: `Chrome 142`. Empty if unknown. */
  readonly browser: string;
  /** Operating system; empty if unknown. */
  readonly system: string;
  /** When it began to train, in milliseconds since 1970; null if a spreadsheet has rewritten it. */
  readonly date: number | null;
  /** Version of Loglog. */
  readonly version: string;
}

/** The part of an origin that is the same for all runs of a machine: its adapter, browser and operating system. */
export type Machine = Omit<RunOrigin, 'date' | 'version'>;

/** A run that starts or resumes on a machine. It keeps the date of its first start. */
export function trainedOn<Run extends { readonly origin: RunOrigin | null }>(run: Run, now: RunOrigin): Run {
  const { origin } = run;
  if (origin === null) return { ...run, origin: now };
  if (lastAdapter(origin) === now.adapter) return run;
  const adapter = `${origin.adapter}, then ${now.adapter}`;
  return { ...run, origin: { ...origin, adapter, software: origin.software || now.software } };
}

/** The adapter that trained a run last. */
export function lastAdapter({ adapter }: Pick<RunOrigin, 'adapter'>): string {
  return adapter.split(', then ').at(-1) ?? adapter;
}

/** A machine in a few words: `NVIDIA H200 · Chrome 142 · Linux`. */
export function machineWords({ adapter, browser, system }: Machine): string {
  return [adapter, browser, system].filter((part) => part !== '').join(' · ');
}
