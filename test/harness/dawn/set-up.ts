// Gives each test file in Node a `navigator.gpu` and a `location`. Offers nothing else of a browser.
import { afterAll, inject } from 'vitest';
import { offerGpu } from '../../../dawn/offer-gpu.ts';

const withdrawGpu = offerGpu();
afterAll(withdrawGpu);

Object.defineProperty(globalThis, 'location', { value: new URL(inject('pageAddress')) });
