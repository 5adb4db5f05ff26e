package dev.sprue.gateway.json;

/** Says that an object has a field twice. It has no stack trace. */
public final class DuplicateKeyException extends Exception {

    private final String key;

    DuplicateKeyException(String key) {
        super("duplicate key " + key, null, false, false);
        this.key = key;
    }

    /** The field's name, unescaped. */
    public String key() {
        return key;
    }
}
