package dev.sprue.bench.upstream;

/** What a model's server says in one provider's dialect: the same story in each of them. */
interface Wire {

    /** A piece of the text. */
    String TEXT = " token";

    /** A whole answer, JSON. */
    String whole();

    /** The content type of a stream. */
    String streamType();

    /** What a stream has before its first piece of text. */
    byte[] opening();

    /**
     * One piece of text.
     *
     * @param stamp a mark to be carried along with the text or beside it, ASCII
     * @param last whether no other follows, which some dialects say with it
     * @param nulls whether it says that nothing is known of usage yet, where the dialect does such a thing
     */
    byte[] piece(String stamp, boolean last, boolean nulls);

    /** What a stream has behind its last piece of text. */
    byte[] ending(boolean usage);

    /** Makes a piece right again whose stamp has been written over, at {@code [from, to)} of {@code bytes}. */
    default void seal(byte[] bytes, int from, int to) {}
}
