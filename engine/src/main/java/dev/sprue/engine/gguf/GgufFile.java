package dev.sprue.engine.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/** A GGUF file that was read and checked: its metadata, its tensor directory, and the bytes of each tensor. */
public final class GgufFile {
    private final GgufMetadata metadata;
    private final Map<String, TensorInfo> tensors;
    private final byte[] bytes;

    GgufFile(GgufMetadata metadata, Map<String, TensorInfo> tensors, byte[] bytes) {
        this.metadata = metadata;
        this.tensors = Map.copyOf(tensors);
        this.bytes = bytes;
    }

    /** Returns the key/value part. */
    public GgufMetadata metadata() {
        return metadata;
    }

    /** Returns the tensor directory by name. */
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    /** Finds a tensor by name. */
    public Optional<TensorInfo> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** Returns the stored bytes of a tensor of this file: read-only, little-endian. */
    public ByteBuffer data(TensorInfo tensor) {
        return ByteBuffer.wrap(bytes, Math.toIntExact(tensor.offset()), tensor.byteSize())
                .slice()
                .asReadOnlyBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
