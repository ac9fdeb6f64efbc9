const MOST_TERMS = 500;
const TINY = 1e-300;
const SETTLED = 1e-15;

/** The probability that Fisher's F with these degrees of freedom exceeds a value (Abramowitz & Stegun 26.6.2). */
export function fTail(value: number, above: number, below: number): number {
  if (!(value > 0)) return 1;
  if (value === Infinity) return 0;
  return incompleteBeta(below / (below + above * value), below / 2, above / 2);
}

/** The regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz & Stegun 26.5.8). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (Math.exp(front) / a) * betaFraction(x, a, b);
}

/** The continued fraction of the incomplete beta function, forwards (Lentz 1976). */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const numerator of [even, odd]) {
      d = 1 / awayFromZero(1 + numerator * d);
      c = awayFromZero(1 + numerator / c);
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < SETTLED) break;
  }
  return fraction;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** From here on Stirling's series has all digits of a double. */
const STIRLING = 15;

/** log Γ(x) for a positive x, by Stirling's series (Abramowitz & Stegun 6.1.41). */
function logGamma(x: number): number {
  if (x < STIRLING) return logGamma(x + 1) - Math.log(x);
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / x ** 2) / x ** 2) / x ** 2) / x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}
