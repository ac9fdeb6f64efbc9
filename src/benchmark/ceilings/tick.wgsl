// Counts dispatches. This is the least work that still makes a dispatch depend on the one before it.
//
//   run    grid: one invocation

struct Sizes {
  increment: u32,
}

@group(0) @binding(0) var<storage, read_write> count: array<u32>; // [1]
@group(0) @binding(1) var<uniform> sizes: Sizes;

@compute @workgroup_size(1)
fn run() {
  count[0] += sizes.increment;
}
