import type { Machine } from '../../benchmark/result.ts';
import { visibleName } from '../../lab/runs/visible-name.ts';

/** `NVIDIA Hopper · Chrome 148 · Linux`: what ran a benchmark, as adapter and browser tell it. */
export function machineLine({ adapter, browser, system }: Machine): string {
  return [adapter, browser, system]
    .filter((part) => part !== '')
    .map(visibleName)
    .join(' · ');
}

/** The label that a person gave, else the adapter. */
export function machineName({ adapter, label }: Machine): string {
  return visibleName(label === '' ? adapter : label);
}

/** `2026-11-30` */
export function dayOf(made: number): string {
  return new Date(made).toISOString().slice(0, 10);
}
