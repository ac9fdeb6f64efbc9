// Rotary positions (Su et al. 2021), in place on queries and keys: the pair (i, i + D/2) of every head turns by the
// angle position · 10000^(−2i/D), whose cosine and sine come from a table (WGSL's own are too coarse for large angles).
//
//   rotate   INVERSE turns back, which is also the gradient. Grid: x over rows · 2C/2 pairs, z over lanes

override INVERSE: bool = false;

struct Sizes {
  rows: u32, // B · T
  context: u32,
  width: u32,
  head_size: u32,
}

@group(0) @binding(0) var<storage, read> turns: array<vec2f>; // [T, D/2] cosine and sine
@group(0) @binding(1) var<storage, read_write> qkv: array<f32>; // [R, rows, 3C], in blocks q | k | v
@group(0) @binding(2) var<uniform> sizes: Sizes;

@compute @workgroup_size(64)
fn rotate(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let half_head = sizes.head_size / 2;
  let count = sizes.rows * sizes.width;
  for (var i = id.x; i < count; i += grid.x * 64) {
    let row = i / sizes.width;
    let pair = i % sizes.width; // over the heads of q, then those of k
    let lower = (id.z * sizes.rows + row) * 3 * sizes.width + pair / half_head * sizes.head_size + pair % half_head;
    let upper = lower + half_head;
    let turn = turns[row % sizes.context * half_head + pair % half_head];
    let sine = select(turn.y, -turn.y, INVERSE);
    let x = qkv[lower];
    let y = qkv[upper];
    qkv[lower] = x * turn.x - y * sine;
    qkv[upper] = y * turn.x + x * sine;
  }
}
