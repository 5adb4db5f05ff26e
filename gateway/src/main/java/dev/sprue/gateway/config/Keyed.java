package dev.sprue.gateway.config;

/** An enum whose words in the file are not its Java names. */
public interface Keyed {

    /** The word in the file. */
    String key();
}
