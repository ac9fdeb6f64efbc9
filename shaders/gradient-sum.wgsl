// Computes the gradient from its partial sums, with the slices of each tensor added in order. It also computes the sum of
// squares of each workgroup, from which update.wgsl computes the norm. And it writes the mean loss of each lane into the
// ring of the last steps. The step counter has two words, because in one dispatch no invocation may write what another one
// reads. Here all invocations read state[0], the steps done, and one writes state[1], the steps done including this one;
// update.wgsl reads state[1] and writes state[0].
//
//   sum   grid: x over parts of the gradient, and one workgroup more for the losses; z over lanes

override WORKGROUP: u32 = 256;

struct Sizes {
  quads: u32, // P / 4: quads of a lane's gradient
  partial_quads: u32, // distance between lanes in partials
  row_quads: u32, // rows of a lane / 4
  lanes: u32,
  ring: u32, // steps in the ring
}

@group(0) @binding(0) var<storage, read> partials: array<vec4f>; // [R, partials]
@group(0) @binding(1) var<storage, read> places: array<vec3u>; // [P / 64] first quad, slices, quads between slices
@group(0) @binding(2) var<storage, read> losses: array<vec4f>; // [R, rows]
@group(0) @binding(3) var<storage, read_write> gradient: array<vec4f>; // [R, P]
@group(0) @binding(4) var<storage, read_write> sums: array<f32>; // [R, parts]
@group(0) @binding(5) var<storage, read_write> state: array<u32>; // steps done, steps done including this one
@group(0) @binding(6) var<storage, read_write> ring: array<vec2f>; // [ring, R] mean loss, gradient norm
@group(0) @binding(7) var<uniform> sizes: Sizes;

// Quad `i` of the lane's gradient, summed over its slices: eight loads at a time, so that a GPU waits once for all eight.
fn sum_slices(lane: u32, i: u32) -> vec4f {
  let place = places[i / 16];
  let step = place.z;
  var at = lane * sizes.partial_quads + place.x + i % 16;
  var slice = 0u;
  var sum = vec4f();
  for (; slice + 8 <= place.y; slice += 8) {
    let first = (partials[at] + partials[at + step]) + (partials[at + 2 * step] + partials[at + 3 * step]);
    at += 4 * step;
    sum += first + ((partials[at] + partials[at + step]) + (partials[at + 2 * step] + partials[at + 3 * step]));
    at += 4 * step;
  }
  for (; slice < place.y; slice++) {
    sum += partials[at];
    at += step;
  }
  return sum;
}

fn sum_gradient(lane: u32, part: u32, parts: u32, local: u32) {
  var squares = 0.0;
  for (var i = part * WORKGROUP + local; i < sizes.quads; i += parts * WORKGROUP) {
    let quad = sum_slices(lane, i);
    gradient[lane * sizes.quads + i] = quad;
    squares += dot(quad, quad);
  }
  let total = workgroup_sum(local, squares);
  if local == 0 {
    sums[lane * parts + part] = total;
  }
}

fn keep_mean_loss(lane: u32, local: u32) {
  var sum = 0.0;
  for (var i = local; i < sizes.row_quads; i += WORKGROUP) {
    sum += dot(losses[lane * sizes.row_quads + i], vec4f(1));
  }
  let total = workgroup_sum(local, sum);
  if local == 0 {
    ring[state[0] % sizes.ring * sizes.lanes + lane].x = total / f32(sizes.row_quads * 4);
    if lane == 0 {
      state[1] = state[0] + 1;
    }
  }
}

@compute @workgroup_size(WORKGROUP)
fn sum(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let parts = grid.x - 1;
  if workgroup.x < parts {
    sum_gradient(workgroup.z, workgroup.x, parts, local);
  } else {
    keep_mean_loss(workgroup.z, local);
  }
}
