// WGSL of the kernels with which no adapter starts: trials compare them with the usual ones.
export { default as attentionHeads } from '../../../../shaders/attention/attention-heads.wgsl?raw';
export { default as attentionQuads } from '../../../../shaders/attention/attention-quads.wgsl?raw';
export { default as attentionRowPairs } from '../../../../shaders/attention/row-pairs.wgsl?raw';
export { default as attentionRowQuads } from '../../../../shaders/attention/row-quads.wgsl?raw';
export { default as productsQuads } from '../../../../shaders/products/products-quads.wgsl?raw';
