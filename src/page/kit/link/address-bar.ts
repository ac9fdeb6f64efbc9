import { linkOf } from '../../../lab/files/link.ts';
import type { Lab } from '../../../lab/lab.ts';
import type { ExperimentState } from '../../../lab/state/state.ts';

/** The parts of the window that hold the address and its history. */
export type AddressWindow = Pick<Window, 'location' | 'history' | 'addEventListener'>;

/** A place of the browser's history. */
interface Place {
  /** The link of an experiment or of the benchmark; empty before anything is chosen, and while a setting is refused. */
  readonly fragment: string;
  /** The rest lies beside the address. */
  readonly beside: Beside;
}

interface Beside {
  /** The experiment on disk; null for none. */
  readonly number: number | null;
  /** `widths quick`, or `benchmark`; empty if this page wrote nothing beside the place. */
  readonly experiment: string;
}

/**
 * Keeps the address the link of what the page shows: the benchmark, else the lesson that it follows, else the experiment. Before
 * anything is chosen it has no fragment. Back and forward show what was shown; edits make no places of their own. A link in the address is taken at once, and on every change.
 */
export function followAddress(lab: Lab, view: AddressWindow): void {
  const { location, history } = view;
  let visiting = false;
  const here = (): Place => ({ fragment: location.hash, beside: besideIn(history.state) });

  const write = (keep: 'each experiment' | 'this place'): void => {
    const [before, after] = [here(), placeOf(lab.state)];
    if (visiting || isSame(before, after)) return;
    const address = after.fragment === '' ? `${location.pathname}${location.search}` : after.fragment;
    try {
      // A tab that only shows what another one saves goes nowhere.
      const goes = keep === 'each experiment' && lab.state.otherTab === null;
      if (goes && isElsewhere(before.beside, after.beside)) {
        history.pushState(after.beside, '', address);
      } else history.replaceState(after.beside, '', address);
    } catch {
      // A browser refuses many changes in a short time; a later change corrects the address.
    }
  };

  /** Shows the place in the address. If it cannot be shown now, the address becomes that of what is shown. */
  const visit = async ({ fragment, beside }: Place): Promise<void> => {
    visiting = true;
    await lab.visit(fragment, beside.number).finally(() => (visiting = false));
    write('this place');
  };

  const moved = (): void => {
    if (!visiting && !isSame(here(), placeOf(lab.state))) void visit(here());
  };

  const first = here();
  if (first.fragment === '' && first.beside.number === null) write('this place');
  else void visit(first);
  // One action changes the state in several steps, and only the last one is a place.
  let due = false;
  lab.subscribe(() => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      write('each experiment');
    });
  });
  view.addEventListener('popstate', moved);
  view.addEventListener('hashchange', moved);
}

function placeOf(state: ExperimentState): Place {
  const { benchmark, chosen, experiment, lesson, number, refusals, size } = state;
  const own = chosen && Object.keys(refusals).length === 0 ? linkOf(state) : '';
  const link = benchmark?.link ?? lesson?.link ?? own;
  const shown = benchmark === null ? `${experiment} ${size}` : 'benchmark';
  return { fragment: link, beside: { number, experiment: shown } };
}

function isSame(a: Place, b: Place): boolean {
  return (
    a.fragment === b.fragment &&
    a.beside.number === b.beside.number &&
    a.beside.experiment === b.beside.experiment
  );
}

/** Whether a person would expect to come back: another experiment, another size, another one on disk, or the benchmark. */
function isElsewhere(before: Beside, after: Beside): boolean {
  if (before.number !== null && after.number !== before.number) return true;
  return before.experiment !== '' && after.experiment !== before.experiment;
}

/** What this page wrote beside a place, which any other page of the address could have written too. */
function besideIn(state: unknown): Beside {
  if (typeof state !== 'object' || state === null) return { number: null, experiment: '' };
  const number = 'number' in state && Number.isInteger(state.number) ? Number(state.number) : null;
  return { number, experiment: 'experiment' in state ? String(state.experiment) : '' };
}
