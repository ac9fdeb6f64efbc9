import { petaflopDays } from '../../laws/counting/count-parameters.ts';
import type { Refusal } from '../../laws/refusal.ts';

/** Training compute, in both units. */
export interface Budget {
  flops: number;
  petaflopDays: number;
}

/** Range of FLOPs in which published laws give sensible sizes: from one parameter and one token upwards. */
const LEAST = 1e6;
const MOST = 1e40;

/** Reads a budget such as `3.14e23`, `3.14 × 10^23`, or one with commas. A refusal says why in a sentence. */
export function readBudget(text: string): Budget | Refusal {
  const plain = text.replaceAll(/[\s,_]/g, '').replace(/[×x*]10\^?/, 'e');
  if (plain === '') return { refused: 'Write a number of FLOP, such as 3.14e23.' };
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain))
    return { refused: `“${text.trim()}” is not a number of FLOP such as 3.14e23.` };
  const flops = Number(plain);
  if (!(flops >= LEAST && flops <= MOST))
    return { refused: `A budget must lie between 10⁶ and 10⁴⁰ FLOP: ${plain}.` };
  return { flops, petaflopDays: petaflopDays(flops) };
}
