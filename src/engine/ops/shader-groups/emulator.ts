// WGSL of the kernels with which a CPU that emulates a GPU starts, and of attention in plain runs.
export { default as attention } from '../../../../shaders/attention/attention.wgsl?raw';
export { default as productsRegisters } from '../../../../shaders/products/products-registers.wgsl?raw';
