/** The constants of L = E + A/N^α + B/D^β. */
export interface ChinchillaConstants {
  /** Nats per token. */
  E: number;
  A: number;
  B: number;
  alpha: number;
  beta: number;
}

/** How to spend a budget of C = 6·N·D FLOPs. */
export interface Allocation {
  /** N. */
  parameters: number;
  /** D. */
  tokens: number;
}

const FLOPS_PER_PARAMETER_AND_TOKEN = 6;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** In log N; a minimum is found to the square root of rounding, no further. */
const SEARCH_TOLERANCE = 1e-9;

/**
 * N_opt = G·(C/6)^a and D_opt = (C/6)^b / G with G = (αA/βB)^(1/(α + β)), a = β/(α + β), b = α/(α + β): Hoffmann et al.
 * 2022, equation 4.
 *
 * @param compute C in FLOPs, positive
 */
export function chinchillaOptimum(law: ChinchillaConstants, compute: number): Allocation {
  const { alpha, beta } = law;
  const product = compute / FLOPS_PER_PARAMETER_AND_TOKEN;
  const parameters = ratioOf(law) * product ** (beta / (alpha + beta));
  return { parameters, tokens: product / parameters };
}

/** The N for which D tokens are optimal: chinchillaOptimum the other way round. */
export function parametersForTokens(law: ChinchillaConstants, tokens: number): number {
  const ratio = ratioOf(law);
  return ratio * (tokens * ratio) ** (law.beta / law.alpha);
}

/**
 * The allocation with the least loss by golden-section search over log N (Kiefer 1953), for laws without a closed form.
 *
 * @param predict the loss; along C = 6·N·D it must have one minimum
 * @param compute C in FLOPs, more than 6
 */
export function optimalAllocation(predict: (run: Allocation) => number, compute: number): Allocation {
  const product = compute / FLOPS_PER_PARAMETER_AND_TOKEN;
  const along = (logN: number) => allocationAt(logN, product);
  const logN = goldenSection((at) => predict(along(at)), 0, Math.log(product));
  return along(logN);
}

function allocationAt(logN: number, product: number): Allocation {
  return { parameters: Math.exp(logN), tokens: product / Math.exp(logN) };
}

function ratioOf({ A, B, alpha, beta }: ChinchillaConstants): number {
  return ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
}

function goldenSection(f: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [f(left), f(right)];
  while (high - low > SEARCH_TOLERANCE) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}
