"""Times the bench's models in PyTorch, for comparison with `npm run bench -- --dawn` on the same machine.

    python3 bench/peers/pytorch.py [--shapes 64/2,512/8] [--json]

V = 256, B = 16, learned positions, untied head without a bias, pre-LayerNorm, GELU in its tanh form, AdamW with decay of
matrices and embeddings, gradients clipped to norm 1, float32 without TF32 unless a column says so. Each figure is the
median of submits of at least 0.2 s, in milliseconds per step. The columns:

    eager       the model as written, with fused AdamW
    compiled    torch.compile of the model and its loss
    graph       the compiled step with clipping and AdamW, captured in one CUDA graph, so that launches cost no CPU time
    graph tf32  the same with TF32 in matrix products
"""

import argparse
import json
import math
import statistics
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH = 16
VOCABULARY = 256
WINDOWS = 1024
SUBMIT_SECONDS = 0.2
SUBMITS = 7

# width, layers, heads, context: src/benchmark/standard/standard.ts
SHAPES = [
    (32, 2, 2, 64),
    (32, 4, 2, 64),
    (64, 2, 4, 64),
    (64, 4, 4, 64),
    (128, 2, 4, 64),
    (128, 4, 4, 64),
    (512, 8, 16, 256),
]


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.mlp_in = nn.Linear(width, 4 * width)
        self.mlp_out = nn.Linear(4 * width, width)

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(attended.transpose(1, 2).reshape(b, t, c))
        return x + self.mlp_out(F.gelu(self.mlp_in(self.norm2(x)), approximate="tanh"))


class Model(nn.Module):
    def __init__(self, width, layers, heads, context):
        super().__init__()
        self.tokens = nn.Embedding(VOCABULARY, width)
        self.positions = nn.Parameter(torch.randn(context, width) * 0.02)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, VOCABULARY, bias=False)

    def forward(self, inputs, targets):
        x = self.tokens(inputs) + self.positions
        for block in self.blocks:
            x = block(x)
        logits = self.head(self.norm(x))
        return F.cross_entropy(logits.view(-1, VOCABULARY), targets.reshape(-1))


def make_optimizer(model):
    parameters = list(model.parameters())
    groups = [
        {"params": [p for p in parameters if p.dim() > 1], "weight_decay": 0.1},
        {"params": [p for p in parameters if p.dim() == 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.99), eps=1e-8, fused=True, capturable=True)


def make_step(shape, compiled):
    """A function that trains one step on windows drawn at random on the GPU."""
    width, layers, heads, context = shape
    torch.manual_seed(0)
    corpus = torch.randint(0, VOCABULARY, (WINDOWS, context + 1), device="cuda")
    model = Model(width, layers, heads, context).cuda()
    optimizer = make_optimizer(model)
    loss_of = torch.compile(model) if compiled else model

    def step():
        windows = corpus[torch.randint(0, WINDOWS, (BATCH,), device="cuda")]
        loss = loss_of(windows[:, :-1], windows[:, 1:])
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0, foreach=True)
        optimizer.step()
        return loss

    return step


def captured(step):
    """The step as one CUDA graph, which replays without the CPU."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(4):
            step()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph.replay


def seconds_of(step, count):
    torch.cuda.synchronize()
    begun = time.perf_counter()
    for _ in range(count):
        step()
    torch.cuda.synchronize()
    return time.perf_counter() - begun


def milliseconds_per_step(step):
    for _ in range(5):
        step()
    count = max(1, math.ceil(SUBMIT_SECONDS / (seconds_of(step, 10) / 10)))
    return 1e3 * statistics.median(seconds_of(step, count) / count for _ in range(SUBMITS))


def time_shape(shape):
    torch.backends.cuda.matmul.allow_tf32 = False
    times = {"eager": milliseconds_per_step(make_step(shape, compiled=False))}
    compiled = make_step(shape, compiled=True)
    times["compiled"] = milliseconds_per_step(compiled)
    times["graph"] = milliseconds_per_step(captured(compiled))
    torch.backends.cuda.matmul.allow_tf32 = True
    torch._dynamo.reset()
    times["graph tf32"] = milliseconds_per_step(captured(make_step(shape, compiled=True)))
    torch._dynamo.reset()
    return times


def main():
    named = {f"{width}/{layers}": (width, layers, heads, context) for width, layers, heads, context in SHAPES}
    options = argparse.ArgumentParser(description="Times the bench's models in PyTorch.")
    options.add_argument("--shapes", default=",".join(named), help="such as 64/2,512/8")
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    unknown = [name for name in asked.shapes.split(",") if name not in named]
    if unknown:
        options.error(f"--shapes takes some of {','.join(named)}, not {unknown[0]}")
    result = {}
    for name in asked.shapes.split(","):
        result[name] = time_shape(named[name])
        if not asked.json:
            each = ", ".join(f"{what} {milliseconds:.3f}" for what, milliseconds in result[name].items())
            print(f"{name}: {each} ms a step", flush=True)
    if asked.json:
        print(json.dumps({"device": torch.cuda.get_device_name(), "torch": torch.__version__, "times": result}))


main()
