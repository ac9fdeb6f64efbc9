"""Trains the runs of Loglog in PyTorch: the same model, the same order of the data, the same schedule and optimiser.

Reads the folders that `loglog export --to pytorch` writes, and those that the page saves. Needs torch and numpy alone. Parameters
have the layout of the engine: one flat array a model, in which `run.json` names each tensor's place; gaps between tensors hold zeros.
"""

import contextlib
import errno
import hashlib
import io
import json
import math
import os
import platform
import signal
import sys
import time

import numpy as np
import torch
from torch.nn import functional as F

FORMAT, VERSION = "loglog-pytorch", 2
FEISTEL_ROUNDS = 6
ROTATIONS = (13, 15, 26, 6, 17, 29, 16, 24)
EVALUATION_ROWS = 64

# Exit codes, as those of `loglog`.
DONE, USAGE, NO_INPUT, FAULT, DISK, AGAIN = 0, 64, 66, 70, 74, 75

# Seconds between two saved states, and between two lines about a run.
SAVE_EVERY, TELL_EVERY = 60, 10

# Errors of the system that mean that there is no room, or no right, to write.
NOT_WRITTEN = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


class Ended(Exception):
    """Ends a program with one sentence and an exit code."""

    def __init__(self, code, words):
        super().__init__(words)
        self.code = code


class Diverged(Exception):
    """A loss is not finite any more."""


class Stop:
    """Whether the process was asked to end. Then a run saves its state after its step."""

    def __init__(self):
        self.asked = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.ask)

    def ask(self, *_):
        self.asked = True


def program(main):
    """Runs the main function of a program, which returns an exit code, and ends the process with it."""
    try:
        code = main(sys.argv[1:], Stop())
    except Ended as end:
        print(end, file=sys.stderr)
        code = end.code
    except OSError as error:
        if error.errno not in NOT_WRITTEN:
            raise
        print(f"{error.filename} cannot be read or written: {error.strerror}", file=sys.stderr)
        code = DISK
    raise SystemExit(code)


def number(text, kind, name, rule):
    """A number above 0 that a person typed."""
    try:
        value = kind(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value > 0):
        raise Ended(USAGE, f"{name} must be {rule}: {text}")
    return value


def threefry(key, counter):
    """The first word of Threefry-2x32-20 (Salmon et al. 2011).

    key: two words or arrays of words; counter: two words or arrays. Returns uint32 of the common shape.
    """
    k0, k1, x, y = np.broadcast_arrays(*(np.asarray(word, dtype=np.uint32) for word in (*key, *counter)))
    schedule = (k0, k1, np.uint32(0x1BD11BDA) ^ k0 ^ k1)
    with np.errstate(over="ignore"):
        x, y = x + k0, y + k1
        for number in range(20):
            by = np.uint32(ROTATIONS[number % 8])
            x = x + y
            y = ((y << by) | (y >> (np.uint32(32) - by))) ^ x
            if number % 4 == 3:
                times = number // 4 + 1
                x = x + schedule[times % 3]
                y = y + schedule[(times + 1) % 3] + np.uint32(times)
    return x


def windows_drawn(seed, first, count, windows):
    """The numbers of `count` windows from place `first` of a lane's endless order: a permutation of all windows an epoch.

    A Feistel network with cycle walking. Returns [count] int64.
    """
    drawn = np.arange(first, first + count, dtype=np.int64)
    key = (np.uint32(seed), (drawn // windows).astype(np.uint32))
    bits = max(1, math.ceil(math.log2(windows) / 2))
    mask = (1 << bits) - 1
    place = drawn % windows
    walking = np.ones(count, dtype=bool)
    while walking.any():
        left, right = place >> bits, place & mask
        for number in range(FEISTEL_ROUNDS):
            mixed = left ^ (threefry(key, (number, right)).astype(np.int64) & mask)
            left, right = right, mixed
        place = np.where(walking, (left << bits) | right, place)
        walking &= place >= windows
    return place


def schedule_share(schedule, steps, step):
    """Share of the peak rate at a step, counted from 0: warm-up from 0, then the schedule's own shape."""
    warmup = math.floor(schedule["warmup"] * steps + 0.5)
    if step < warmup:
        return (step + 1) / (warmup + 1)
    progress = (step - warmup) / (steps - warmup)
    kind = schedule["kind"]
    if kind == "constant":
        return 1.0
    if kind == "linear":
        return 1 - progress
    if kind == "cosine":
        return (1 + math.cos(math.pi * progress)) / 2
    if kind == "warmup-stable-decay":
        cooldown = schedule["cooldown"]
        decayed = (progress - (1 - cooldown)) / cooldown
        return 1.0 if decayed <= 0 else 1 - math.sqrt(decayed)
    raise ValueError(f"no such schedule: {kind}")


class Network:
    """A model whose tensors lie in one flat array. Matrices are [in, out]; the head is [V, C].

    shape: as the plan of a run has it. tensors: the offset and the sizes of each, by name.
    """

    def __init__(self, shape, tensors):
        self.shape = shape
        self.tensors = tensors

    def losses(self, flat, tokens):
        """Cross-entropies [B, T], nats, of windows of tokens [B, T + 1]."""
        logits = self.logits(flat, tokens[:, :-1])
        targets = tokens[:, 1:]
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none").view(targets.shape)

    def named(self, flat):
        """The tensors of one model by name."""
        return {
            name: flat[offset : offset + math.prod(sizes)].view(sizes)
            for name, (offset, sizes) in self.tensors.items()
        }


class Lstm(Network):
    """Layers of LSTMs. The four gates of a unit lie beside each other: input, forget, candidate, output."""

    def logits(self, flat, inputs):
        """[B, T, V] from tokens [B, T]."""
        p = self.named(flat)
        layers, width = self.shape["layers"], self.shape["width"]
        start = flat.new_zeros(layers, len(inputs), width)
        weights = [part for layer in range(layers) for part in self.weights(p, f"layers.{layer}")]
        # Biases, layers, no dropout, training (which keeps what a gradient needs), one direction, the batch first.
        how = (True, layers, 0.0, True, False, True)
        states, _, _ = torch.lstm(F.embedding(inputs, p["embedding.tokens"]), (start, start), weights, *how)
        return states @ p["head"].T

    def weights(self, p, name):
        """The weights [4C, C] and biases [4C] of a layer as PyTorch has them: gate by gate. Its second bias is 0."""
        matrices = [
            p[f"{name}.{part}.weight"].unflatten(1, (-1, 4)).permute(2, 1, 0).flatten(0, 1).contiguous()
            for part in ("input", "recurrent")
        ]
        bias = p[f"{name}.input.bias"].view(-1, 4).T.flatten()
        return [*matrices, bias, torch.zeros_like(bias)]


class Transformer(Network):
    """A pre-LayerNorm transformer."""

    def __init__(self, shape, tensors, device):
        super().__init__(shape, tensors)
        self.head = "embedding.tokens" if shape["tiedHead"] else "head"
        self.future = torch.ones(shape["context"], shape["context"], dtype=torch.bool, device=device).triu(1)
        size = shape["width"] // shape["heads"]
        pairs = torch.arange(size // 2, dtype=torch.float64)
        angles = torch.arange(shape["context"], dtype=torch.float64)[:, None] * shape.get("rotaryBase", 10_000) ** (
            -2 * pairs / size
        )
        self.cosine = angles.cos().float().to(device)
        self.sine = angles.sin().float().to(device)

    def logits(self, flat, inputs):
        """[B, T, V] from tokens [B, T]."""
        p = self.named(flat)
        stream = F.embedding(inputs, p["embedding.tokens"])
        if self.shape["positions"] != "rotary":
            stream = stream + p["embedding.positions"]
        for layer in range(self.shape["layers"]):
            name = f"layers.{layer}"
            stream = stream + self.attention(self.norm(stream, p, f"{name}.norm1"), p, f"{name}.attention")
            hidden = self.linear(self.norm(stream, p, f"{name}.norm2"), p, f"{name}.mlp.in")
            stream = stream + self.linear(F.gelu(hidden, approximate="tanh"), p, f"{name}.mlp.out")
        return self.norm(stream, p, "norm") @ p[self.head].T

    def attention(self, x, p, name):
        b, t, c = x.shape
        heads = self.shape["heads"]
        q, k, v = self.linear(x, p, f"{name}.qkv").view(b, t, 3, heads, c // heads).permute(2, 0, 3, 1, 4)
        if self.shape["positions"] != "learned":
            q, k = self.rotated(q), self.rotated(k)
        scores = (q @ k.transpose(-2, -1)) / math.sqrt(c // heads)
        attended = scores.masked_fill(self.future[:t, :t], -math.inf).softmax(-1) @ v
        return self.linear(attended.transpose(1, 2).reshape(b, t, c), p, f"{name}.out")

    def rotated(self, x):
        """Pairs (2i, 2i + 1) of each head, turned by their position."""
        even, odd = x[..., 0::2], x[..., 1::2]
        turned = (even * self.cosine - odd * self.sine, even * self.sine + odd * self.cosine)
        return torch.stack(turned, dim=-1).flatten(-2)

    @staticmethod
    def norm(x, p, name):
        return F.layer_norm(x, x.shape[-1:], p[f"{name}.gain"], p[f"{name}.bias"], eps=1e-5)

    @staticmethod
    def linear(x, p, name):
        return x @ p[f"{name}.weight"] + p[f"{name}.bias"]


class Run:
    """One run of a sweep, from its folder.

    step: steps done. parameters, first, second: [R, P] weights and moments. curve: a list of [R] losses, one a step.
    """

    def __init__(self, folder, device=None):
        self.folder = folder
        self.device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        self.told = told = self.read_told()
        self.results = told["results"]
        self.plan = self.results["runs"][0]["plan"]
        self.lanes = self.plan["lanes"]
        self.step = told["step"]
        self.refuse_older()
        tensors = {tensor["name"]: (tensor["offset"], tensor["shape"]) for tensor in told["tensors"]}
        shape = self.plan["shape"]
        is_lstm = shape.get("kind") == "lstm"
        self.model = Lstm(shape, tensors) if is_lstm else Transformer(shape, tensors, self.device)
        state = self.read("state", "<f4").reshape(3, len(self.lanes), told["count"])
        self.parameters, self.first, self.second = (torch.tensor(part, device=self.device) for part in state)
        self.curve = list(self.read("curve", "<f4").reshape(self.step, len(self.lanes)))
        self.tokens = torch.tensor(self.read("tokens", "u1").astype(np.int64), device=self.device)
        self.training = self.read("training", "<u4").astype(np.int64)
        self.validation = self.read("validation", "<u4").astype(np.int64)
        # Starts of the test windows, and in each the input whose next token is the right answer.
        self.tests = self.read("tests", "<u4").astype(np.int64).reshape(2, -1) if "tests" in told["files"] else None
        # Starts of the windows of other texts, one text after the other.
        self.texts = self.read("texts", "<u4").astype(np.int64) if "texts" in told["files"] else None
        self.evaluations = {told["step"]: told for told in self.results["runs"][0]["evaluations"]}
        self.seconds = told["trainingMilliseconds"] / 1000
        self.rates, self.decayed = self.vectors(told["tensors"])
        # A rate that stands in for the schedule of the plan.
        self.constant = None

    def path(self, *names):
        return os.path.join(self.folder, "torch", *names)

    def read_told(self):
        """What `run.json` says."""
        path = self.path("run.json")
        if not os.path.exists(path):
            raise Ended(NO_INPUT, f"{self.folder} is not the folder of an exported run: it has no torch/run.json")
        try:
            with open(path, encoding="utf-8") as file:
                told = json.load(file)
        except ValueError as error:
            raise Ended(USAGE, f"{path} is damaged: {error}") from error
        known = (told.get("format"), told.get("version")) if isinstance(told, dict) else None
        if known != (FORMAT, VERSION):
            raise Ended(USAGE, f"{path} must have the format {FORMAT}, version {VERSION}: {known}")
        return told

    def refuse_older(self):
        """Refuses a state that the engine has gone on from since."""
        words = f"{self.folder} is at step {self.step} here, and `loglog sweep` has trained it on: export it again, elsewhere"
        told = read_json(os.path.join(self.folder, "checkpoint", "state.json"))
        if told is not None and told.get("step", 0) > self.step:
            raise Ended(USAGE, words)
        if self.step < self.plan["steps"] and has_result(self.folder, ("finished",)):
            raise Ended(USAGE, words)

    def read(self, name, kind):
        """The numbers of a file that `run.json` names, if they are as they were written."""
        told = self.told["files"][name]
        path = self.path(told["name"])
        if not os.path.exists(path):
            raise Ended(USAGE, f"{path} is missing")
        with open(path, "rb") as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != told["sha256"]:
            why = f"has {len(content)} bytes" if len(content) != told["bytes"] else "has other bytes than were written"
            raise Ended(USAGE, f"{path} is damaged: it {why}, and {told['bytes']} were written")
        return np.frombuffer(content, dtype=kind)

    def vectors(self, tensors):
        """[P] multipliers of the rate, and 1 where weights decay, which are tensors of two dimensions."""
        rates, decayed = torch.ones(self.told["count"]), torch.zeros(self.told["count"])
        for tensor in tensors:
            place = slice(tensor["offset"], tensor["offset"] + math.prod(tensor["shape"]))
            if tensor["matrix"]:
                rates[place] = self.plan["optimizer"]["matrixRate"]
            if len(tensor["shape"]) >= 2:
                decayed[place] = 1
        return rates.to(self.device), decayed.to(self.device)

    def windows(self, starts):
        """Tokens [B, T + 1] of windows that begin there."""
        offsets = np.arange(self.plan["shape"]["context"] + 1)
        return self.tokens[torch.from_numpy(starts[:, None] + offsets).to(self.device)]

    def batch(self, lane):
        """The tokens [B, T + 1] of a lane's next step."""
        size = self.plan["batch"]
        order = windows_drawn(lane["orderSeed"], self.step * size, size, len(self.training))
        return self.windows(self.training[order])

    def train_step(self):
        """One step of AdamW of every lane. Returns [R] the losses before it, nats per token."""
        losses = np.array([self.update(i, lane) for i, lane in enumerate(self.lanes)], dtype=np.float32)
        self.curve.append(losses)
        self.step += 1
        return losses

    def update(self, i, lane):
        settings = self.plan["optimizer"]
        flat = self.parameters[i].detach().requires_grad_()
        loss = self.model.losses(flat, self.batch(lane)).mean()
        (gradient,) = torch.autograd.grad(loss, flat)
        with torch.no_grad():
            norm = gradient.norm()
            if settings["clipNorm"] > 0 and norm > settings["clipNorm"]:
                gradient = gradient * (settings["clipNorm"] / norm)
            beta1, beta2 = settings["beta1"], settings["beta2"]
            self.first[i].mul_(beta1).add_(gradient, alpha=1 - beta1)
            self.second[i].mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
            rate = self.rate(lane) * self.rates
            first = self.first[i] / (1 - beta1 ** (self.step + 1))
            second = self.second[i] / (1 - beta2 ** (self.step + 1))
            shrunk = self.parameters[i] * (1 - rate * lane["weightDecay"] * self.decayed)
            self.parameters[i] = shrunk - rate * first / (second.sqrt() + settings["epsilon"])
        return loss.item()

    def rate(self, lane):
        """The learning rate of a lane's next step, without the multiplier of matrices."""
        if self.constant is not None:
            return self.constant
        return schedule_share(self.plan["schedule"], self.plan["steps"], self.step) * lane["learningRate"]

    @torch.no_grad()
    def evaluate(self):
        """Mean losses on the fixed validation windows, as the page keeps them: [R], and [R, T] by position."""
        positions = self.position_losses(self.validation)
        told = {"step": self.step, "losses": positions.mean(1).tolist()}
        self.check(told["losses"], "a validation loss")
        if self.step == self.plan["steps"]:
            told["positionLosses"] = positions.flatten().tolist()
        if self.tests is not None:
            told["tests"] = self.scores()
        if self.texts is not None:
            told["texts"] = self.other_losses()
        self.evaluations[self.step] = told

    def position_losses(self, windows):
        """Mean losses [R, T] by position on windows that begin there."""
        by_position = []
        for flat in self.parameters:
            chunks = np.array_split(windows, max(1, len(windows) // EVALUATION_ROWS))
            total = sum(self.model.losses(flat, self.windows(starts)).double().sum(0) for starts in chunks)
            by_position.append((total / len(windows)).cpu())
        return torch.stack(by_position)

    def other_losses(self):
        """Mean losses [R] on the windows of each other text."""
        told, first = [], 0
        for text in self.plan["evaluation"]["texts"]:
            starts = self.texts[first : first + text["windows"]]
            first += text["windows"]
            losses = self.position_losses(starts).mean(1).tolist()
            self.check(losses, f"the loss on {text['id']}")
            told.append({**text, "losses": losses})
        return told

    def scores(self):
        """How many test windows of each set every lane answers, and the mean loss of the right tokens, nats."""
        told, first = [], 0
        for test in self.plan["evaluation"]["tests"]:
            starts, positions = self.tests[:, first : first + test["windows"]]
            first += test["windows"]
            answers = [self.answers(flat, starts, positions) for flat in self.parameters]
            right, losses = zip(*answers)
            told.append({**test, "right": list(right), "losses": list(losses)})
        return told

    def answers(self, flat, starts, positions):
        right, loss = 0, 0.0
        for part in np.array_split(np.arange(len(starts)), max(1, len(starts) // EVALUATION_ROWS)):
            tokens = self.windows(starts[part])
            at = torch.from_numpy(positions[part]).to(self.device)
            rows = torch.arange(len(part), device=self.device)
            logits, asked = self.model.logits(flat, tokens[:, :-1])[rows, at], tokens[rows, at + 1]
            right += (logits.argmax(-1) == asked).sum().item()
            loss += F.cross_entropy(logits, asked, reduction="sum").item()
        return right, loss / len(starts)

    def train(self, until=None, stop=None, tell=lambda run: None):
        """Trains to a step, by default to the last one, with the evaluations that the plan asks for. Saves its state now and then.

        stop: ends it after a step. tell: is called after each step.
        """
        last = self.plan["steps"]
        until = last if until is None else until
        asked = {*self.plan["evaluation"]["steps"], last}
        # A state may have been saved before its evaluation.
        if self.step in asked and self.step not in self.evaluations:
            self.evaluate()
        saved = time.monotonic()
        while self.step < until and not (stop and stop.asked):
            self.timed_step()
            if self.step in asked:
                self.evaluate()
            tell(self)
            if time.monotonic() - saved > SAVE_EVERY:
                self.save()
                saved = time.monotonic()

    def train_at(self, rate, steps, stop=None, tell=lambda run: None):
        """Trains more steps at one rate, also beyond the end of the plan, and saves. Then it is not the plan's run any more."""
        self.constant = rate
        until = self.step + steps
        saved = time.monotonic()
        while self.step < until and not (stop and stop.asked):
            self.timed_step()
            tell(self)
            if time.monotonic() - saved > SAVE_EVERY:
                self.save_state()
                saved = time.monotonic()
        self.save_state()
        if not (stop and stop.asked):
            self.evaluate()
            self.save_state()

    def timed_step(self):
        begun = time.perf_counter()
        losses = self.train_step()
        self.seconds += time.perf_counter() - begun
        self.check(losses, "the loss")

    def check(self, losses, what):
        if not np.isfinite(losses).all():
            raise Diverged(f"{what} of step {self.step} is not finite: {' '.join(map(str, losses))}")

    def result(self, state, failure=""):
        """The results file of this run as it is now, without its curve."""
        run = dict(self.results["runs"][0])
        tokens = self.step * self.plan["batch"] * self.plan["shape"]["context"] * len(self.lanes)
        name = torch.cuda.get_device_name() if self.device == "cuda" else platform.processor() or platform.machine()
        run.update(
            state=state,
            failure=failure,
            step=self.step,
            evaluations=[self.evaluations[step] for step in sorted(self.evaluations)],
            trainingSeconds=self.seconds,
            tokensPerSecond=tokens / self.seconds if self.seconds > 0 else 0,
            tuning=None,
            curve=[],
            origin={
                "adapter": f"{name}, in PyTorch {torch.__version__}",
                "software": self.device == "cpu",
                "browser": f"Python {platform.python_version()}",
                "system": platform.system(),
                "date": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
                "version": self.told["loglog"],
            },
        )
        return {**self.results, "runs": [run]}

    def curve_bytes(self):
        return np.array(self.curve, dtype="<f4").tobytes()

    def state_bytes(self):
        return torch.stack([self.parameters, self.first, self.second]).cpu().numpy().astype("<f4").tobytes()

    def save(self):
        """Saves the state, from which the programs go on; `model.pt`; and what `loglog` reads: a checkpoint, at the end the result."""
        self.save_state()
        if self.step == self.plan["steps"]:
            self.save_result("finished")
        else:
            self.save_checkpoint()

    def save_state(self):
        """Writes the state into the exported files, then `run.json`, which names them, and `model.pt`."""
        before = [self.told["files"][name]["name"] for name in ("state", "curve")]
        files = {
            **self.told["files"],
            "state": write_part(self.path(), f"state-{self.step}.f32", self.state_bytes()),
            "curve": write_part(self.path(), f"curve-{self.step}.f32", self.curve_bytes()),
        }
        self.told = {
            **self.told,
            "step": self.step,
            "trainingMilliseconds": 1000 * self.seconds,
            "files": files,
            "results": self.result("stopped"),
        }
        write_whole(self.path("run.json"), to_json(self.told))
        for name in before:
            if name not in (files["state"]["name"], files["curve"]["name"]):
                remove(self.path(name))
        self.save_tensors()

    def save_tensors(self):
        """Writes `model.pt`: the steps done, and every tensor of all models by its name, [R, ...]."""
        tensors = {
            name: self.parameters[:, offset : offset + math.prod(shape)].reshape(len(self.lanes), *shape).cpu()
            for name, (offset, shape) in self.model.tensors.items()
        }
        content = io.BytesIO()
        torch.save({"step": self.step, "tensors": tensors}, content)
        write_whole(os.path.join(self.folder, "model.pt"), content.getvalue())

    def save_result(self, state, failure=""):
        """Writes `curve.f32` and `result.json`, as `loglog merge` reads them."""
        write_whole(os.path.join(self.folder, "curve.f32"), self.curve_bytes())
        write_whole(os.path.join(self.folder, "result.json"), to_json(self.result(state, failure)))

    def save_checkpoint(self):
        """Writes `checkpoint`, from which `loglog sweep` goes on."""
        folder = os.path.join(self.folder, "checkpoint")
        os.makedirs(folder, exist_ok=True)
        told = {
            "format": "loglog-checkpoint",
            "version": 1,
            "step": self.step,
            "trainingMilliseconds": 1000 * self.seconds,
            "kernels": self.told["kernels"],
            "weights": write_part(folder, f"weights-{self.step}.f32", self.state_bytes()),
            "curve": write_part(folder, f"curve-{self.step}.f32", self.curve_bytes()),
            "run": self.result("stopped")["runs"][0],
        }
        write_whole(os.path.join(folder, "state.json"), to_json(told))
        kept = ("state.json", told["weights"]["name"], told["curve"]["name"])
        for name in os.listdir(folder):
            if name not in kept:
                remove(os.path.join(folder, name))

    def beside(self):
        """The run in the folder `continued`, which begins where this one is, and leaves this one as it is."""
        folder = os.path.join(self.folder, "continued")
        at = os.path.join(folder, "torch")
        there = read_json(os.path.join(at, "run.json"))
        if there is not None and there.get("began") != self.step:
            words = f"{folder} began at step {there.get('began')}, and {self.folder} is at step {self.step}"
            raise Ended(USAGE, f"{words}: move that folder away to begin again")
        if there is None:
            os.makedirs(at, exist_ok=True)
            files = {
                name: {**file, "name": os.path.relpath(self.path(file["name"]), at)}
                for name, file in self.told["files"].items()
            }
            for name in ("state", "curve"):
                # The run may go on, and then has other ones.
                with open(self.path(self.told["files"][name]["name"]), "rb") as file:
                    files[name] = write_part(at, f"{name}-{self.step}.f32", file.read())
            write_whole(os.path.join(at, "run.json"), to_json({**self.told, "began": self.step, "files": files}))
        return Run(folder, self.device)


def to_json(value):
    return json.dumps(value, allow_nan=False).encode()


def has_result(folder, states=("finished", "failed")):
    """Whether a run has ended in one of these states, and its result can be read."""
    told = read_json(os.path.join(folder, "result.json"))
    runs = told.get("runs") if told is not None else None
    return isinstance(runs, list) and len(runs) == 1 and runs[0].get("state") in states


def read_json(path):
    """The object of a file; none if the file is not there or is damaged."""
    try:
        with open(path, encoding="utf-8") as file:
            told = json.load(file)
    except FileNotFoundError:
        return None
    except ValueError:
        print(f"{path} is damaged, so it is left out of account", file=sys.stderr)
        return None
    return told if isinstance(told, dict) else None


def write_part(folder, name, content):
    write_whole(os.path.join(folder, name), content)
    return {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def remove(path):
    """Removes a file, which another process may have removed."""
    with contextlib.suppress(FileNotFoundError):
        os.remove(path)


def write_whole(path, content):
    """Writes a file that is either all there or not there."""
    part = f"{path}.{os.getpid()}.tmp"
    try:
        with open(part, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        if os.path.exists(part):
            os.remove(part)
        if error.errno not in NOT_WRITTEN:
            raise
        raise Ended(DISK, f"{path} cannot be written: {error.strerror}. What was saved before is whole.") from error


def runs_in(folder):
    """The folders of the exported runs in a folder, by name."""
    if not os.path.isdir(folder):
        raise Ended(NO_INPUT, f"{folder} is not a folder")
    names = sorted(os.listdir(folder))
    found = [path for path in (os.path.join(folder, name) for name in names) if os.path.isdir(os.path.join(path, "torch"))]
    if not found:
        raise Ended(NO_INPUT, f"there is no exported run in {folder}")
    return found
