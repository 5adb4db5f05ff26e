package dev.sprue.engine.onnx;

/** Says why a file cannot be read as an ONNX model, or lacks what was looked for. */
public final class OnnxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with what is wrong, and where. */
    public OnnxException(String message) {
        super(message);
    }
}
