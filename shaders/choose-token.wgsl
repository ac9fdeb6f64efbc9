// The next token of a text: the first whose cumulative probability exceeds a draw in [0, 1). It is appended to the text
// and to the context. A full context is first shifted by one token.
//
//   choose   grid: one invocation

struct Sizes {
  context: u32,
  vocabulary: u32,
}

@group(0) @binding(0) var<storage, read> probabilities: array<f32>; // [T, V]
@group(0) @binding(1) var<storage, read> draws: array<f32>; // [length of the text]
@group(0) @binding(2) var<storage, read_write> context_tokens: array<u32>; // [T]
@group(0) @binding(3) var<storage, read_write> text: array<u32>; // tokens written, tokens in the context, then the text
@group(0) @binding(4) var<uniform> sizes: Sizes;

@compute @workgroup_size(1)
fn choose() {
  let written = text[0];
  let held = text[1];
  let row = (held - 1) * sizes.vocabulary;
  // Rounding can leave the sum of all probabilities below the draw. In that case the last token is chosen.
  var token = sizes.vocabulary - 1;
  var cumulative = 0.0;
  for (var v = 0u; v < sizes.vocabulary; v++) {
    cumulative += probabilities[row + v];
    if draws[written] < cumulative {
      token = v;
      break;
    }
  }
  text[2 + written] = token;
  text[0] = written + 1;
  if held < sizes.context {
    context_tokens[held] = token;
    text[1] = held + 1;
    return;
  }
  for (var t = 1u; t < held; t++) {
    context_tokens[t - 1] = context_tokens[t];
  }
  context_tokens[held - 1] = token;
}
