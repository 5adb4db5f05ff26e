package dev.sprue.gateway.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What was in a configuration file when it was read, once, so that what is compared is what is used. */
public sealed interface ConfigText {

    /**
     * The text of the file.
     *
     * @param text may hold secrets
     */
    record Readable(String text) implements ConfigText {

        @Override
        public String toString() {
            return "Readable[" + text.length() + " characters]";
        }
    }

    /**
     * The file could not be read.
     *
     * @param why for people
     */
    record Unreadable(String why) implements ConfigText {}

    /** Whether it can be read, and no key is in it: nothing but white space, comments and marks of documents. */
    default boolean saysNothing() {
        return this instanceof Readable readable
                && readable.text()
                        .lines()
                        .map(String::strip)
                        .allMatch(line ->
                                line.isEmpty() || line.startsWith("#") || line.equals("---") || line.equals("..."));
    }

    /** Reads a file; one that does not exist is unreadable, never empty. */
    static ConfigText of(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > 4L * YamlParser.MAX_CHARS) {
                return new Unreadable("the file is larger than " + YamlParser.MAX_CHARS + " characters");
            }
            return new Readable(Files.readString(file));
        } catch (NoSuchFileException e) {
            return new Unreadable("there is no such file");
        } catch (CharacterCodingException e) {
            return new Unreadable("the file is not UTF-8 text");
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
            return new Unreadable("the file cannot be read: " + why);
        }
    }
}
