// WGSL of the kernels that train an LSTM.
export { default as lstm } from '../../../../shaders/lstm/lstm.wgsl?raw';
export { default as lstmBlocks } from '../../../../shaders/lstm/lstm-blocks.wgsl?raw';
export { default as lstmFunctions } from '../../../../shaders/lstm/lstm-functions.wgsl?raw';
export { default as lstmParts } from '../../../../shaders/lstm/lstm-parts.wgsl?raw';
