package dev.sprue.engine.wire;

import java.util.Optional;

/**
 * One picture of a request for image embeddings.
 *
 * @param path how messages call it, such as {@code input[0]}
 * @param file the bytes of the picture's file, not yet looked at
 * @param text a text that goes with it, not empty
 */
public record ImageInput(String path, byte[] file, Optional<String> text) {}
