package dev.sprue.engine.image;

/** Says why a file cannot be read as a picture, in words for the one who sent it: "it is ...", "its ...". */
public final class ImageException extends Exception {
    private static final long serialVersionUID = 1L;

    ImageException(String reason) {
        super(reason, null, false, false);
    }

    /** Returns the reason, which begins in lower case and has no full stop. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
