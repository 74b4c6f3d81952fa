"""A language model small enough to be made on the spot, saved as published ones are."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

TEMPLATE = (
    "{{ bos_token }}{% for m in messages %}<|turn|>{{ m.role }}\n{{ m.content }}{% endfor %}"
    "{% if add_generation_prompt %}<|turn|>assistant\n{% endif %}"
)
NO_SYSTEM = (
    "{% if messages[0].role == 'system' %}{{ raise_exception('no system turn') }}{% endif %}"
) + TEMPLATE


def save_tokenizer(folder: Path, words: list[str], *, template: str | None = TEMPLATE) -> int:
    """Save a tokenizer of bytes and the pieces of some words; return how many it knows."""
    bare = Tokenizer(models.BPE())
    bare.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bare.decoder = decoders.ByteLevel()
    special = ["<s>", "</s>", "<|turn|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=600,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bare.train_from_iterator(words, trainer)
    made = PreTrainedTokenizerFast(
        tokenizer_object=bare,
        bos_token="<s>",
        eos_token="</s>",
        additional_special_tokens=["<|turn|>"],
    )
    made.chat_template = template
    made.save_pretrained(folder)
    return len(made)


def make_network(vocabulary: int, *, context: int = 2048) -> LlamaForCausalLM:
    """Return a Llama of two narrow layers with random weights."""
    torch.manual_seed(0)
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=vocabulary,
            hidden_size=64,
            intermediate_size=128,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            max_position_embeddings=context,
            bos_token_id=0,
            eos_token_id=1,
        )
    )


def save_model(folder: Path, *, template: str | None = TEMPLATE, context: int = 2048) -> Path:
    """Save tokenizer and network; return the folder."""
    size = save_tokenizer(folder, ["entities facts"], template=template)
    make_network(size, context=context).save_pretrained(folder)
    return folder


def teach(network: LlamaForCausalLM, prompt: list[int], answer: list[int], steps: int) -> None:
    """Teach a network one answer by heart."""
    ids = torch.tensor([[*prompt, *answer]])
    labels = torch.tensor([[-100] * len(prompt) + answer])
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3)
    network.train()
    for _ in range(steps):
        loss = network(input_ids=ids, labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if loss.item() < 0.01:
            break
    network.eval()
