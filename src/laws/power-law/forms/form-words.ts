import { formatNumber } from '../../format-number.ts';
import type { Estimate } from '../../stats/interval.ts';
import type { LawForm } from './law-shape.ts';

/** With this many values of x or fewer, AICc cannot pay for a floor of the usual size. */
export const FEW_WIDTHS = 7;

/** A form less likely than this is not worth a word. */
const UNLIKELY = 0.05;

/** Says what α is without a floor and with one, unless the data show which of the two holds. */
export function formWords(
  {
    shares,
    exponents,
  }: { shares: Readonly<Record<LawForm, number>>; exponents: Record<'pure' | 'floor', Estimate> },
  widths: number,
): string {
  const few = widths <= FEW_WIDTHS;
  const single = shares.pure + shares.floor;
  const least = Math.min(shares.pure, shares.floor);
  if (!(single > 0) || (!few && least < UNLIKELY * single)) return '';
  const chance = Math.round((100 * shares.floor) / single);
  const leaning =
    chance < 1
      ? 'a floor is unlikely'
      : chance > 99
        ? 'a floor is nearly certain'
        : `a floor has a probability of ${chance} %`;
  const forms = `α is ${estimated(exponents.pure)} without a floor, and about ${estimated(exponents.floor)} if there is one`;
  return few
    ? `${widths} sizes seldom show whether there is a floor, so here are both forms: ${forms}; ${leaning}.`
    : `These sizes do not settle whether there is a floor: ${forms}; ${leaning}.`;
}

function estimated({ value, low, high }: Estimate): string {
  return `${formatNumber(Number(value.toPrecision(2)))} (95 %: ${[low, high].map((end) => formatNumber(Number(end.toPrecision(2)))).join(' to ')})`;
}
