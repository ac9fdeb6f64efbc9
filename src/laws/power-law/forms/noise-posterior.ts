/**
 * What is assumed of the deviation of log loss from a law before the data are seen: any size is as likely as another on
 * a log scale, but few sweeps scatter by more than 10 %, and few by less than 0.1 %. Without it a law of three widths,
 * whose one degree of freedom says little, would be known to within a factor of four or, by luck, exactly.
 */
const MOST = 0.1;
const LEAST = 0.001;

/** Shares that grow by the golden ratio spread evenly, however many of them are used. */
export const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Where the deviation is looked for if no squares are left over. */
const USUAL = 0.01;

const NODES = 48;
/** With few degrees of freedom, deviations are tried from this multiple of the root of the squares to 10⁴ times as much. */
const SMALLEST = 0.12;
const DECADES = 4;
/**
 * With more degrees of freedom ν than this, the posterior is narrow: the log of the multiple is nearly normal about
 * −log(ν)/2 with the deviation 1/√(2ν), and multiples are tried as many deviations to both sides.
 */
const FEW = 30;
const REACH = 8;

/** The deviation that remains when a shape has been fitted: its marginal likelihood, and draws from its posterior. */
export class NoisePosterior {
  /** Log of the smallest multiple that is tried, and of the largest over it. */
  private readonly logSmallest: number;
  private readonly logRange: number;
  private readonly multiples: Float64Array;
  private readonly likelihoods: Float64Array;
  private readonly freedom: number;
  private readonly least: number;
  private readonly masses = new Float64Array(NODES);

  /**
   * @param freedom degrees of freedom of the squares; with 0 the prior is all that is known
   * @param seedDeviation what seeds alone make of the deviation of a width, 0 if it is not known
   */
  constructor(freedom: number, seedDeviation: number) {
    this.freedom = freedom;
    this.least = Math.max(LEAST, seedDeviation);
    const isNarrow = freedom > FEW;
    const half = REACH / Math.sqrt(2 * freedom);
    this.logSmallest = isNarrow ? -Math.log(freedom) / 2 - half : Math.log(SMALLEST);
    this.logRange = isNarrow ? 2 * half : DECADES * Math.LN10;
    this.multiples = Float64Array.from({ length: NODES }, (_, i) => this.multipleAt(i));
    // Over its maximum, at which a power of −ν would not fit into a double.
    const logMost = freedom === 0 ? 0 : (freedom * Math.log(freedom) - freedom) / 2;
    this.likelihoods = this.multiples.map((multiple) =>
      freedom === 0 ? 1 : Math.exp(-freedom * Math.log(multiple) - 0.5 / multiple ** 2 - logMost),
    );
  }

  /** Log of the likelihood of these squares, over all deviations. */
  logLikelihood(squares: number): number {
    return Math.log(this.weigh(squares)) - (this.freedom / 2) * Math.log(squares);
  }

  /** The deviation below which a share of its posterior lies; for several shares, ascending or not. */
  quantiles(squares: number): (share: number) => number {
    const sum = this.weigh(squares);
    const masses = this.masses.slice();
    const root = this.rootOf(squares);
    return (share) => {
      let left = share * sum;
      let node = 0;
      while (node < NODES - 1 && left > masses[node]) left -= masses[node++];
      const place = node + Math.min(left / masses[node], 1) - 0.5;
      return root * this.multipleAt(place);
    };
  }

  /** The mass at each multiple of the root of the squares; returns their sum. */
  private weigh(squares: number): number {
    const { multiples, likelihoods, masses, least } = this;
    const root = this.rootOf(squares);
    let sum = 0;
    for (let i = 0; i < NODES; i++) {
      const deviation = root * multiples[i];
      masses[i] = (likelihoods[i] * deviation) / (deviation + least) / (1 + (deviation / MOST) ** 2);
      sum += masses[i];
    }
    return sum;
  }

  private multipleAt(place: number): number {
    return Math.exp(this.logSmallest + (this.logRange * place) / NODES);
  }

  private rootOf(squares: number): number {
    return this.freedom === 0 ? USUAL : Math.sqrt(squares);
  }
}
