// Rotary positions (Su et al. 2021), in place on queries and keys: the pair (2i, 2i + 1) of every head is rotated by
// the angle position · 10000^(−2i/D). Cosine and sine come from a table, because WGSL's own are inexact for large angles.
//
//   rotate   INVERSE rotates back, which is also the gradient. Grid: x over rows · 2C/2 pairs, z over lanes

override INVERSE: bool = false;

struct Sizes {
  rows: u32, // B · T
  context: u32,
  width: u32,
  head_size: u32,
}

@group(0) @binding(0) var<storage, read> turns: array<vec2f>; // [T, D/2] cosine and sine
@group(0) @binding(1) var<storage, read_write> qkv: array<vec2f>; // [R, rows, 3C], in blocks q | k | v
@group(0) @binding(2) var<uniform> sizes: Sizes;

@compute @workgroup_size(64)
fn rotate(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let head_pairs = sizes.head_size / 2;
  let count = sizes.rows * sizes.width;
  for (var i = id.x; i < count; i += grid.x * 64) {
    let row = i / sizes.width;
    let pair = i % sizes.width; // over the heads of q, then the heads of k
    let at = (id.z * sizes.rows + row) * (3 * sizes.width / 2) + pair;
    let turn = turns[row % sizes.context * head_pairs + pair % head_pairs];
    let sine = select(turn.y, -turn.y, INVERSE);
    let x = qkv[at];
    qkv[at] = vec2f(x.x * turn.x - x.y * sine, x.y * turn.x + x.x * sine);
  }
}
