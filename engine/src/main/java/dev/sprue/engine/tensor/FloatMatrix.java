package dev.sprue.engine.tensor;

/** A matrix of floating point numbers, of 32 or of 16 bits. */
record FloatMatrix(int rows, int columns, Store store) implements Matrix {

    /** The numbers, row after row. */
    sealed interface Store {}

    /** Numbers of 32 bits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying weights would be waste
    record Singles(float[] floats) implements Store {}

    /** IEEE half floats. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying weights would be waste
    record Halves(short[] halves) implements Store {}

    @Override
    public void multiply(Kernels kernels, int from, int to, float[] x, int vectors, float[] out) {
        Part part = new Part(rows, columns, from, to, vectors);
        switch (store) {
            case Singles(float[] floats) -> kernels.multiplyF32(floats, part, x, out);
            case Halves(short[] halves) -> kernels.multiplyF16(halves, part, x, out);
        }
    }

    @Override
    public void row(int row, float[] out, int offset) {
        int at = row * columns;
        switch (store) {
            case Singles(float[] floats) -> System.arraycopy(floats, at, out, offset, columns);
            case Halves(short[] halves) -> {
                for (int column = 0; column < columns; column++) {
                    out[offset + column] = Float.float16ToFloat(halves[at + column]);
                }
            }
        }
    }
}
