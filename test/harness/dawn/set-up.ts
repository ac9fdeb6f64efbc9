import { afterAll, inject } from 'vitest';
import { offerGpu } from '../../../dawn/offer-gpu.ts';

const withdrawGpu = offerGpu();
afterAll(withdrawGpu);

Object.defineProperty(globalThis, 'location', { value: new URL(inject('pageAddress')) });
