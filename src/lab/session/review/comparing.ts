import type { LawVariable } from '../../../laws/analysis/request.ts';
import type { SampledLaw } from '../../../laws/analysis/sampled-law.ts';
import { errorWords, isRefusal, type Refusal } from '../../../laws/refusal.ts';
import type { Analyst } from '../../analysis/analyst.ts';
import { analysisRequest } from '../../analysis/analysis-request.ts';
import { mainLawOf } from '../../analysis/laws-of.ts';
import { commonUnit } from '../../comparison/common-unit.ts';
import {
  MOST_COMPARED,
  NOTHING_COMPARED,
  type Comparison,
  type MadeComparison,
} from '../../comparison/comparison.ts';
import { presetOf } from '../../experiments/presets.ts';
import type { Run } from '../../runs/run.ts';
import type { Store } from '../../state/store.ts';
import type { ReadExperiment } from '../../storage/archive.ts';
import type { Persistence } from '../persistence.ts';

/** All laws of a comparison are fitted alike. */
const ALIKE = { floor: 'auto', convention: 'non-embedding', loss: 'huber' } as const;

/** Fits of the page go first, and cancel one of a comparison; so often it is made again. */
const TRIES = 5;

/** Compares experiments of the history: reads them, and fits their laws alike. */
export class Comparing {
  constructor(
    private readonly store: Store,
    private readonly persistence: Persistence,
    private readonly analyst: Analyst,
  ) {}

  /** Adds an experiment to the choice, or takes it away. Of more than four, the first one goes. */
  choose(number: number, isChosen: boolean): void {
    const others = this.store.state.comparison.chosen.filter((other) => other !== number);
    const chosen = isChosen ? [...others, number].slice(-MOST_COMPARED) : others;
    this.#change({ chosen, making: false, made: null });
  }

  /** Forgets the choice and the comparison. */
  close(): void {
    this.store.change({ comparison: NOTHING_COMPARED });
  }

  /** Reads the chosen experiments and fits their laws. A later choice replaces what is being made. */
  async compare(): Promise<void> {
    const { chosen } = this.store.state.comparison;
    if (chosen.length < 2) return;
    this.#change({ making: true, made: null });
    const made = await this.#made(chosen);
    if (this.store.state.comparison.chosen === chosen) this.#change({ making: false, made });
  }

  async #made(chosen: readonly number[]): Promise<MadeComparison | Refusal> {
    const read = await this.persistence.read((archive) =>
      Promise.all(chosen.map((number) => archive.read(number))),
    );
    const found = (read ?? []).filter((experiment) => experiment !== undefined).map(namedExperiment);
    if (found.length < 2) return { refused: 'Fewer than two of these experiments can be read.' };
    const empty = found.find(({ runs }) => runs.length === 0);
    if (empty !== undefined) return { refused: `${empty.name} has no finished run.` };
    const unit = commonUnit(found);
    if (isRefusal(unit)) return unit;
    const of = variableOf(found);
    const experiments: MadeComparison['experiments'][number][] = [];
    for (const [i, { name, number, runs }] of found.entries())
      experiments.push({ name, number, runs, perNat: unit.perNat[i] ?? 1, law: await this.#law(runs, of) });
    return { of, unit: unit.unit, experiments };
  }

  async #law(runs: readonly Run[], of: LawVariable): Promise<SampledLaw | Refusal | null> {
    const request = analysisRequest(runs, { laws: [of], fits: [] }, ALIKE);
    try {
      for (let time = 0; time < TRIES; time++) {
        await this.store.until(({ analysis }) => analysis.pending === null);
        const analysis = await this.analyst.analyse(request, () => {});
        if (analysis !== null) return mainLawOf(analysis, of);
      }
    } catch (error) {
      return { refused: errorWords(error) };
    }
    return { refused: 'other fits came first' };
  }

  #change(change: Partial<Comparison>): void {
    this.store.change({ comparison: { ...this.store.state.comparison, ...change } });
  }
}

/** A saved experiment as a comparison shows it. */
interface NamedExperiment {
  readonly name: string;
  readonly number: number;
  /** Its finished runs. */
  readonly runs: readonly Run[];
  /** The main variable of its laws; undefined if it asks for none. */
  readonly of: LawVariable | undefined;
}

function namedExperiment({ runs, saved }: ReadExperiment): NamedExperiment {
  const { experiment, number, title } = saved;
  const preset = presetOf(experiment);
  return {
    name: title || `${preset.title} ${number}`,
    number,
    runs: runs.filter(({ state }) => state === 'finished'),
    of: preset.laws[0],
  };
}

/** The main variable of their laws if it is the same, else N. */
function variableOf(experiments: readonly NamedExperiment[]): LawVariable {
  const [first, ...others] = experiments.map(({ of }) => of);
  return first !== undefined && others.every((of) => of === first) ? first : 'N';
}
