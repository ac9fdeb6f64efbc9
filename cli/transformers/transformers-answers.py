"""What the Python library transformers computes; check-transformers.ts compares it with Loglog.

transformers-answers.py answer FOLDER: opens each model in FOLDER/ours, computes the logits of its tokens, and saves models of
its own in FOLDER/theirs. transformers-answers.py record FOLDER: saves only its own models, as test/fixtures/transformers has.
"""

import hashlib
import json
import os
import sys
import tempfile

import torch
import transformers
from transformers import AutoModelForCausalLM, GPT2Config, GPT2LMHeadModel, GPTNeoXConfig, GPTNeoXForCausalLM
from transformers.activations import ACT2FN

transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()

CONTEXT, VOCABULARY = 5, 7
GPT2 = dict(vocab_size=VOCABULARY, n_positions=CONTEXT, n_embd=8, n_layer=1, n_head=2, n_inner=12)
NEOX = dict(
    vocab_size=VOCABULARY,
    max_position_embeddings=CONTEXT,
    hidden_size=8,
    num_hidden_layers=1,
    num_attention_heads=2,
    intermediate_size=12,
    hidden_act="gelu_new",
    rotary_pct=1.0,
    use_parallel_residual=False,
)
MODELS = {
    "gpt2-float32": (GPT2LMHeadModel, GPT2Config(**GPT2), torch.float32),
    "gpt2-untied-bfloat16": (GPT2LMHeadModel, GPT2Config(**GPT2, tie_word_embeddings=False), torch.bfloat16),
    "neox-float32": (GPTNeoXForCausalLM, GPTNeoXConfig(**NEOX), torch.float32),
    "neox-tied-float16": (GPTNeoXForCausalLM, GPTNeoXConfig(**NEOX, tie_word_embeddings=True), torch.float16),
}
CONFIGS = {"gpt2": GPT2Config, "gpt_neox": GPTNeoXConfig}


def write(path, value):
    with open(path, "w") as file:
        json.dump(value, file, sort_keys=True)


def logits_of(model, tokens):
    """[windows, context, vocabulary] in float32."""
    with torch.no_grad():
        logits = model.float().eval()(torch.tensor(tokens)).logits
    return [float(f"{value:.9g}") for value in logits.flatten().tolist()]


def answer_ours(folder):
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        with open(os.path.join(path, "tokens.json")) as file:
            tokens = json.load(file)
        model, loading = AutoModelForCausalLM.from_pretrained(path, output_loading_info=True)
        problems = [key for key in ("missing_keys", "unexpected_keys", "mismatched_keys") if loading[key]]
        if problems:
            raise SystemExit(f"{name}: {loading}")
        write(os.path.join(path, "logits.json"), logits_of(model, tokens))


def random_model(kind, config):
    """A model with random weights of size 0.5, so that every part counts in the logits."""
    model = kind(config)
    with torch.no_grad():
        for weight in model.parameters():
            weight.normal_(0, 0.5)
    return model


def save_theirs(folder):
    """A model of each kind, with its logits."""
    torch.manual_seed(20261129)
    for name, (kind, config, dtype) in MODELS.items():
        path = os.path.join(folder, name)
        model = random_model(kind, config)
        model.to(dtype).save_pretrained(path)
        tokens = torch.randint(VOCABULARY, (2, CONTEXT)).tolist()
        write(os.path.join(path, "answer.json"), {"tokens": tokens, "logits": logits_of(model, tokens)})


# dtype rounds the weights; the other two choose the class.
NOT_TRIED = {"dtype", "torch_dtype", "model_type", "architectures"}


# Values of keys that are null or have no default.
TRIED = {"rope_scaling": {"rope_type": "linear", "factor": 2.0}, "head_dim": 2}


def other(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value * 2 if value >= 1 else value / 2 + 0.01
    if isinstance(value, str):
        return "relu"
    if isinstance(value, dict):
        return {key: other(one) for key, one in value.items()}
    return None


def changing_keys():
    """Keys of a configuration that, with another value alone, change the logits, or stop the model from computing any."""
    torch.manual_seed(1)
    tokens = torch.randint(VOCABULARY, (2, CONTEXT)).tolist()
    found = {}
    for kind, config in (
        (GPT2LMHeadModel, GPT2Config(**{**GPT2, "n_layer": 2, "n_embd": 16})),
        (GPTNeoXForCausalLM, GPTNeoXConfig(**{**NEOX, "num_hidden_layers": 2, "hidden_size": 16})),
    ):
        with tempfile.TemporaryDirectory() as folder:
            random_model(kind, config).save_pretrained(folder)
            place = os.path.join(folder, "config.json")
            with open(place) as file:
                saved = json.load(file)

            def logits_with(change):
                write(place, {**saved, **change})
                return logits_of(kind.from_pretrained(folder, attn_implementation="eager"), tokens)

            right = logits_with({})
            keys = {"changed": [], "failed": []}
            full = {**config.to_dict(), **saved, **TRIED}
            for key in sorted(full.keys() - NOT_TRIED):
                try:
                    logits = logits_with({key: TRIED.get(key, other(full[key]))})
                except Exception:
                    keys["failed"].append(key)
                    continue
                if max(abs(a - b) for a, b in zip(logits, right)) > 1e-5:
                    keys["changed"].append(key)
            found[saved["model_type"]] = keys
    return found


def facts():
    """What the configurations and the activations are, and all half-precision numbers."""
    defaults = {}
    for name, kind in CONFIGS.items():
        defaults[name] = kind().to_dict()
    x = torch.linspace(-8, 8, 2**16 + 1, dtype=torch.float64)
    tanh = torch.nn.functional.gelu(x, approximate="tanh")
    gaps = {}
    for name in sorted(ACT2FN):
        try:
            with torch.no_grad():
                gaps[name] = float(torch.max(torch.abs(ACT2FN[name](x) - tanh)))
        except (RuntimeError, TypeError):
            # Some have weights, or want another type of numbers.
            gaps[name] = None
    bits = torch.arange(2**16, dtype=torch.int32).to(torch.uint16)
    widened = {}
    for name, dtype in (("F16", torch.float16), ("BF16", torch.bfloat16)):
        wide = bits.view(dtype).float()
        finite = wide[torch.isfinite(wide)]
        widened[name] = {"finite": len(finite), "sha256": hashlib.sha256(finite.numpy().tobytes()).hexdigest()}
    return {
        "transformers": transformers.__version__,
        "torch": torch.__version__.split("+")[0],
        "defaults": defaults,
        "changingKeys": changing_keys(),
        "gapToTanhGelu": gaps,
        "widened": widened,
    }


def main():
    what, folder = sys.argv[1:]
    theirs = folder
    if what == "answer":
        answer_ours(os.path.join(folder, "ours"))
        theirs = os.path.join(folder, "theirs")
    os.makedirs(theirs, exist_ok=True)
    save_theirs(theirs)
    write(os.path.join(theirs, "facts.json"), facts())


main()
