import { petaflopDays } from '../../laws/counting/count-parameters.ts';
import type { Refusal } from '../../laws/refusal.ts';

/** Training compute, in both units. */
export interface Budget {
  flops: number;
  petaflopDays: number;
}

/** FLOPs between which published laws give at least one parameter and one token, and fewer than there are atoms. */
const LEAST = 1e6;
const MOST = 1e40;

/** A budget as a person writes it: `3.14e23`, `3.14 × 10^23`, or with commas; else why it is none, in a sentence. */
export function readBudget(text: string): Budget | Refusal {
  const plain = text.replaceAll(/[\s,_]/g, '').replace(/[×x*]10\^?/, 'e');
  if (plain === '') return { refused: 'Write a number of FLOP, such as 3.14e23.' };
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain))
    return { refused: `“${text.trim()}” is no number of FLOP, such as 3.14e23.` };
  const flops = Number(plain);
  if (!(flops >= LEAST && flops <= MOST))
    return { refused: `A budget must lie between 10⁶ and 10⁴⁰ FLOP: ${plain}.` };
  return { flops, petaflopDays: petaflopDays(flops) };
}
