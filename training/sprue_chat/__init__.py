"""Training of `sprue-chat`, the small chat model built into Sprue: data, tokenizer, network, export."""
