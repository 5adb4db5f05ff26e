"""The image and text embedding model that Sprue brings along: data, network, export."""
