package dev.sprue.engine.schema;

/** Says what of a schema is not valid, beyond the supported subset, too large, or impossible to satisfy, and where. */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of fault it is. */
    public enum Kind {
        /** The schema is not a valid one, or no value satisfies it. */
        INVALID,
        /** The schema is valid JSON Schema but beyond the supported subset, or too large. */
        NOT_SUPPORTED
    }

    private final Kind kind;
    private final String keyword;
    private final String pointer;

    SchemaException(Kind kind, String keyword, String pointer, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.keyword = keyword;
        this.pointer = pointer;
    }

    static SchemaException invalid(String keyword, String pointer, String message) {
        return new SchemaException(Kind.INVALID, keyword, pointer, message);
    }

    static SchemaException notSupported(String keyword, String pointer, String message) {
        return new SchemaException(Kind.NOT_SUPPORTED, keyword, pointer, message);
    }

    /** Returns what kind of fault it is. */
    public Kind kind() {
        return kind;
    }

    /** Returns the keyword at fault; empty where it is the schema as a whole. */
    public String keyword() {
        return keyword;
    }

    /** Returns the JSON pointer (RFC 6901) of the schema at fault, from the root of the whole schema; empty for the root. */
    public String pointer() {
        return pointer;
    }

    /** Returns a sentence for the caller that says keyword, place and cause. */
    public String text() {
        String place = "#" + pointer;
        String subject = keyword.isEmpty() ? "the schema" : "\"" + keyword + "\"";
        return subject + " at " + place + " " + getMessage();
    }
}
