// A batch from the corpus in GPU memory, for each lane: B windows of T tokens. The target of a token is the token after it.
// window-order.wgsl declares the first four bindings and decides the order of the windows.
//
//   draw   grid: x over B (one workgroup per window), z over lanes

struct Sizes {
  batch: u32,
  context: u32,
  windows: u32,
  half_bits: u32, // half the bits of the Feistel network: 2^(2 · half_bits) ≥ windows
}

@group(0) @binding(4) var<storage, read_write> inputs: array<u32>; // [R, B, T]
@group(0) @binding(5) var<storage, read_write> targets: array<u32>; // [R, B, T]
@group(0) @binding(6) var<uniform> sizes: Sizes;

var<workgroup> start: u32;

@compute @workgroup_size(64)
fn draw(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let b = workgroup.x;
  if local == 0 {
    start = drawn_start(workgroup.z, b);
  }
  workgroupBarrier();
  let row = (workgroup.z * sizes.batch + b) * sizes.context;
  for (var t = local; t < sizes.context; t += 64) {
    inputs[row + t] = token_at(start + t);
    targets[row + t] = token_at(start + t + 1);
  }
}
