import type { AttentionVariant } from './attention.ts';
import { findScheme, type Scheme } from './products.ts';

/** How the fused step does what can be done in several ways: a matter of speed, not of results. */
export interface Tuning {
  /** The adapter is a CPU that plays GPU: few invocations and few barriers are what it wants. */
  software: boolean;
  /** Of all matrix products. */
  scheme: Scheme;
  attention: AttentionVariant;
}

/** A tuning that has been chosen for nobody in particular: for adapters on which nothing was measured. */
export function untuned(software: boolean, features: ReadonlySet<string>): Tuning {
  if (!software) return { software, scheme: schemeNamed('tiles-32x32'), attention: 'tiles' };
  return features.has('subgroups')
    ? { software, scheme: schemeNamed('quads-16'), attention: 'quads' }
    : // A barrier costs such an adapter more than the two dispatches more that plain attention takes.
      { software, scheme: schemeNamed('registers-8x8'), attention: 'plain' };
}

/** Throws if there is none of that name. */
export function schemeNamed(name: string): Scheme {
  const scheme = findScheme(name);
  if (!scheme) throw new Error(`there is no scheme of products named ${name}`);
  return scheme;
}

/** Whether a device can run a scheme, or a kind of attention. */
export function fits(
  { requires = [], workgroupBytes = 0 }: { requires?: readonly GPUFeatureName[]; workgroupBytes?: number },
  { features, limits }: GPUDevice,
): boolean {
  return (
    requires.every((feature) => features.has(feature)) &&
    workgroupBytes <= limits.maxComputeWorkgroupStorageSize
  );
}
