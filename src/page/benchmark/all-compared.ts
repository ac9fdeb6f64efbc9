import type { Summary } from '../../benchmark/result.ts';
import { RECORDED_MACHINES } from '../../benchmark/machines/recorded-machines.ts';
import { summarise } from '../../benchmark/stats/summarise.ts';
import type { Compared } from './compared.ts';
import type { DeskState } from './desk.ts';
import { dayOf, machineLine } from './machine-line.ts';

/** One's own result, those of others, and the recorded ones. */
export function allCompared({ others, own }: Pick<DeskState, 'others' | 'own'>): Compared[] {
  return [
    ...(own === null ? [] : [measuredAs('own', summarise(own))]),
    ...others.map((summary) => measuredAs('other', summary)),
    ...RECORDED_MACHINES.map(({ machine, result, source }) => ({
      result,
      // What it is tells more than its name.
      machine: { ...machine, label: '' },
      kind: 'recorded' as const,
      origin: `${machineLine(machine)}. ${source}`,
    })),
  ];
}

function measuredAs(kind: 'own' | 'other', summary: Summary): Compared {
  const { machine, made } = summary;
  return { result: summary, machine, kind, origin: `${machineLine(machine)}, ${dayOf(made)}` };
}
