import { fits, type Tuning } from '../../src/engine/model/tuning.ts';
import { ATTENTION_VARIANTS } from '../../src/engine/ops/attention.ts';
import type { Gpu } from '../../src/engine/training/training-run.ts';
import { schemesToTest } from '../shaders/adapter-features.ts';

/** Every scheme and every kind of attention that the device can run, in as few tunings as have each of them. */
export function everyTuning({ device }: Gpu): Tuning[] {
  const schemes = schemesToTest().filter((scheme) => fits(scheme, device.features));
  const attentions = ATTENTION_VARIANTS.filter((variant) => fits(variant, device.features));
  return schemes.map((scheme, i) => ({
    software: i % 2 === 0,
    scheme,
    attention: attentions[i % attentions.length].name,
  }));
}
