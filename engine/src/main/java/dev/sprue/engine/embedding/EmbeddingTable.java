package dev.sprue.engine.embedding;

import dev.sprue.engine.onnx.OnnxException;
import dev.sprue.engine.onnx.OnnxModel;
import dev.sprue.engine.onnx.OnnxTensor;
import dev.sprue.engine.onnx.OnnxTensor.ElementType;
import java.util.List;

/** A table of vectors of eight bits a component, with one scale and zero for all. */
final class EmbeddingTable {
    private final byte[] rows;
    private final int columns;
    private final float scale;
    private final int zero;

    private EmbeddingTable(byte[] rows, int columns, float scale, int zero) {
        this.rows = rows;
        this.columns = columns;
        this.scale = scale;
        this.zero = zero;
    }

    /** Takes the table of that name out of a file. */
    static EmbeddingTable load(OnnxModel file, String name) {
        OnnxTensor table = file.tensor(name + "_quantized");
        List<Integer> size = table.dimensions();
        if (size.size() != 2 || size.get(1) != EmbeddingModel.DIMENSIONS) {
            throw new OnnxException("tensor " + table.name() + " has the dimensions " + size);
        }
        return new EmbeddingTable(
                table.bytes(ElementType.UINT8),
                size.get(1),
                file.tensor(name + "_scale").shaped().floats()[0],
                file.tensor(name + "_zero_point").shaped().bytes(ElementType.UINT8)[0] & 0xFF);
    }

    /** Returns the number of vectors. */
    int size() {
        return rows.length / columns;
    }

    /** Adds a vector to {@code out}. */
    void addRow(int row, float[] out, int offset) {
        int at = row * columns;
        for (int i = 0; i < columns; i++) {
            out[offset + i] += ((rows[at + i] & 0xFF) - zero) * scale;
        }
    }
}
