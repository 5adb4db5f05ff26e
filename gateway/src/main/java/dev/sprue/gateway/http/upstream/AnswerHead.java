package dev.sprue.gateway.http.upstream;

import java.util.Optional;

/** Status and headers of an upstream's answer. */
public interface AnswerHead {

    /** The status code, 200 to 599. */
    int status();

    /**
     * A header's first value without the white space around it; bytes outside ASCII are read as ISO 8859-1.
     *
     * @param name in lower case
     */
    Optional<String> header(String name);

    /**
     * Whether it says that its body is of a media type.
     *
     * @param type in lower case, without parameters
     */
    default boolean isOfType(String type) {
        return header("content-type")
                .filter(header -> header.regionMatches(true, 0, type, 0, type.length()))
                .isPresent();
    }
}
