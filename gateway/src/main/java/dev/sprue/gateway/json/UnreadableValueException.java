package dev.sprue.gateway.json;

/**
 * Says that a value inside a document cannot be read though the document could: that happens with an upstream's, which is
 * looked at for its structure only. A caller's is scanned strictly before anything of it is read.
 */
public final class UnreadableValueException extends RuntimeException {

    UnreadableValueException(JsonSyntaxException why) {
        super(why.getMessage(), why);
    }
}
