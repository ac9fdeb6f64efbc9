import { studentQuantile } from '../stats/student.ts';
import { constantsOf, ExponentDesign } from './exponent-design.ts';
import type { SweepPrior } from './exponent-design.ts';
import type { SweepCandidate } from './sweep-candidate.ts';

/** The cost of one model, in the unit of the budget. */
export type Price = (shape: SweepCandidate) => number;

/** A shape of a sweep, and how many seeds of it are trained. */
export interface ProposedShape extends SweepCandidate {
  /** Number of models of that shape. */
  seeds: number;
}

const PERCENTILE = 0.975;
/** Student's quantiles by degrees of freedom, each computed once. */
const QUANTILES = new Map<number, number>();

/** A sweep to which models are added one by one, and the 95 % interval of α to expect from it. */
export class GrowingSweep {
  /** C of all models in FLOPs. */
  flops = 0;
  /** The cost of all models. */
  spent = 0;

  private readonly prior: SweepPrior;
  private readonly price: Price;
  private readonly seeds = new Map<SweepCandidate, number>();
  private readonly design: ExponentDesign;
  private models = 0;

  /** @param shapes one model of each; more than there are constants to determine */
  constructor(shapes: readonly SweepCandidate[], prior: SweepPrior, price: Price) {
    this.prior = prior;
    this.price = price;
    this.design = new ExponentDesign(
      shapes.map(({ parameters }) => parameters),
      prior,
    );
    for (const shape of shapes) this.count(shape);
  }

  add(shape: SweepCandidate): void {
    this.design.add(shape.parameters);
    this.count(shape);
  }

  /** Half the width of the expected interval. */
  half(): number {
    return this.quantile(this.models) * this.design.error();
  }

  /** Half the width with one further model. */
  halfWith({ parameters }: SweepCandidate): number {
    return this.quantile(this.models + 1) * this.design.errorWith(parameters);
  }

  /** The shape whose further model narrows the interval most for its price; null if none narrows it. */
  best(shapes: readonly SweepCandidate[], mostSeeds: number): SweepCandidate | null {
    const half = this.half();
    let best: { shape: SweepCandidate; gain: number } | null = null;
    for (const shape of shapes) {
      if ((this.seeds.get(shape) ?? 0) >= mostSeeds) continue;
      const gain = (half - this.halfWith(shape)) / this.price(shape);
      if (gain > (best?.gain ?? 0)) best = { shape, gain };
    }
    return best?.shape ?? null;
  }

  /** Cheapest first. */
  shapes(): ProposedShape[] {
    const shapes = Array.from(this.seeds, ([shape, seeds]) => ({ ...shape, seeds }));
    return shapes.toSorted((a, b) => a.flops - b.flops);
  }

  private count(shape: SweepCandidate): void {
    this.seeds.set(shape, (this.seeds.get(shape) ?? 0) + 1);
    this.flops += shape.flops;
    this.spent += this.price(shape);
    this.models++;
  }

  /** Student's quantile. It widens the interval if few models measure the noise. */
  private quantile(models: number): number {
    const freedom = models - constantsOf(this.prior);
    const known = QUANTILES.get(freedom) ?? studentQuantile(PERCENTILE, freedom);
    QUANTILES.set(freedom, known);
    return known;
  }
}
