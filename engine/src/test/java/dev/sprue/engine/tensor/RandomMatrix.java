package dev.sprue.engine.tensor;

import dev.sprue.engine.gguf.GgufBuilder;
import dev.sprue.engine.gguf.GgufFile;
import dev.sprue.engine.gguf.GgufReader;
import dev.sprue.engine.gguf.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** A matrix of random numbers in a stored format, and what those numbers are. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RandomMatrix(Matrix matrix, float[] values) {

    static RandomMatrix of(TensorType type, int rows, int columns, Random random) {
        int count = rows * columns;
        float[] values = new float[count];
        ByteBuffer data = ByteBuffer.allocate(count / type.blockElements() * type.blockBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        float scale = 0;
        for (int i = 0; i < count; i++) {
            switch (type) {
                case F32 -> {
                    values[i] = (float) random.nextGaussian();
                    data.putFloat(values[i]);
                }
                case F16 -> {
                    short half = Float.floatToFloat16((float) random.nextGaussian());
                    values[i] = Float.float16ToFloat(half);
                    data.putShort(half);
                }
                case Q8_0 -> {
                    if (i % 32 == 0) {
                        short half = Float.floatToFloat16(random.nextFloat());
                        scale = Float.float16ToFloat(half);
                        data.putShort(half);
                    }
                    byte quant = (byte) random.nextInt();
                    values[i] = scale * quant;
                    data.put(quant);
                }
            }
        }
        int id =
                switch (type) {
                    case F32 -> 0;
                    case F16 -> 1;
                    case Q8_0 -> 8;
                };
        GgufFile file = GgufReader.read(
                new GgufBuilder().tensor("m", id, data.array(), columns, rows).build());
        return new RandomMatrix(Matrix.load(file, file.tensor("m").orElseThrow()), values);
    }
}
