// The gradient out of its partial sums, each tensor's slices added in order, with the sums of its squares by workgroup
// (of which update.wgsl makes the norm); and the mean loss of each lane, in its place of the ring of the last steps.
// The step counter has two words, so that no dispatch has one invocation write what another reads: here all read
// state[0], steps done, and one writes state[1], steps done with this one; update.wgsl reads that and writes state[0].
//
//   sum   grid: x over parts of the gradient, and one workgroup more for the losses; z over lanes

override WORKGROUP: u32 = 256;
override ABREAST: u32 = min(WORKGROUP, 16); // invocations that share 16 quads, which have one place

struct Sizes {
  quads: u32, // P / 4: quads of a lane's gradient
  partial_quads: u32, // distance between lanes in partials
  row_quads: u32, // rows of a lane / 4
  lanes: u32,
  ring: u32, // steps that the ring holds
}

@group(0) @binding(0) var<storage, read> partials: array<vec4f>; // [R, partials]
@group(0) @binding(1) var<storage, read> places: array<vec3u>; // [P / 64] first quad, slices, quads between slices
@group(0) @binding(2) var<storage, read> losses: array<vec4f>; // [R, rows]
@group(0) @binding(3) var<storage, read_write> gradient: array<vec4f>; // [R, P]
@group(0) @binding(4) var<storage, read_write> sums: array<f32>; // [R, parts]
@group(0) @binding(5) var<storage, read_write> state: array<u32>; // steps done, steps done with this one
@group(0) @binding(6) var<storage, read_write> ring: array<vec2f>; // [ring, R] mean loss, gradient norm
@group(0) @binding(7) var<uniform> sizes: Sizes;

// The quad of the lane's partial sums that lies at `first`, over all slices of its place.
fn sum_slices(first: u32, place: vec3u) -> vec4f {
  var sum = partials[first];
  for (var slice = 1u; slice < place.y; slice++) {
    sum += partials[first + slice * place.z];
  }
  return sum;
}

// Writes the thread's share of a place's 16 quads; the sum of their squares.
fn sum_place(lane: u32, index: u32, thread: u32) -> f32 {
  let place = places[index];
  var squares = 0.0;
  for (var i = thread; i < 16; i += ABREAST) {
    let quad = sum_slices(lane * sizes.partial_quads + place.x + i, place);
    gradient[lane * sizes.quads + index * 16 + i] = quad;
    squares += dot(quad, quad);
  }
  return squares;
}

fn sum_gradient(lane: u32, part: u32, parts: u32, local: u32) {
  var squares = 0.0;
  let step = parts * WORKGROUP / ABREAST;
  for (var index = (part * WORKGROUP + local) / ABREAST; index < sizes.quads / 16; index += step) {
    squares += sum_place(lane, index, local % ABREAST);
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
