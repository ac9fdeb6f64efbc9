// WGSL of the kernels with which a GPU starts.
export { default as attentionRows } from '../../../../shaders/attention/attention-rows.wgsl?raw';
export { default as attentionTiles } from '../../../../shaders/attention/attention-tiles.wgsl?raw';
export { default as productsTiles } from '../../../../shaders/products/products-tiles.wgsl?raw';
