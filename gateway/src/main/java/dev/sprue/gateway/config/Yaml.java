package dev.sprue.gateway.config;

import java.util.List;
import java.util.Set;

/** A YAML document as a tree whose nodes know where they stand; the types of scalars are left to who reads them. */
sealed interface Yaml {

    /** 1-based line, 0 for a node that stands in no file. */
    int line();

    /** 1-based column, likewise. */
    int column();

    /** What the node is, for messages: "a list". */
    String kind();

    /**
     * A single value.
     *
     * @param text the value, references to the environment replaced
     * @param source the value as written in the file, which is what messages may show
     * @param plain whether it is written without quotes and holds nothing from the environment
     */
    record Scalar(String text, String source, boolean plain, int line, int column) implements Yaml {

        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        /** Whether it says that there is no value. */
        boolean isNull() {
            return plain && NULLS.contains(text);
        }

        @Override
        public String kind() {
            return isNull() ? "empty" : "a single value";
        }
    }

    /** A list. */
    record Sequence(List<Yaml> items, int line, int column) implements Yaml {

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys with values, in the order of the file; a key occurs once. */
    record Mapping(List<Entry> entries, int line, int column) implements Yaml {

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** One key of a mapping with its value. */
    record Entry(Scalar key, Yaml value) {}
}
