package dev.sprue.engine.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sprue.engine.tokenizer.IntList;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns text into the word pieces of an uncased BERT vocabulary: each word is cut into the longest pieces the vocabulary
 * has, from the left. The spelling of a control token in a text ({@code [SEP]}) stays text. Thread-safe.
 */
final class WordPieceTokenizer {
    private static final int MAX_WORD_CHARACTERS = 100;
    private static final String CONTINUATION = "##";

    private final Map<String, Integer> vocabulary;
    private final int size;
    private final int unknown;
    private final int begin;
    private final int end;

    private WordPieceTokenizer(Map<String, Integer> vocabulary) throws IOException {
        this.vocabulary = vocabulary;
        this.size = 1 + Collections.max(vocabulary.values());
        this.unknown = require("[UNK]");
        this.begin = require("[CLS]");
        this.end = require("[SEP]");
    }

    /** Reads the vocabulary out of a Hugging Face {@code tokenizer.json}. */
    static WordPieceTokenizer load(InputStream json) throws IOException {
        Map<String, Integer> vocabulary = HashMap.newHashMap(32_768);
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("vocab")) {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        vocabulary.put(parser.currentName(), parser.nextIntValue(-1));
                    }
                }
            }
        }
        if (vocabulary.isEmpty()) {
            throw new IOException("the embedding vocabulary is empty");
        }
        return new WordPieceTokenizer(vocabulary);
    }

    private int require(String token) throws IOException {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IOException("the embedding vocabulary has no " + token);
        }
        return id;
    }

    /** Returns how many tokens there are; every id is below that. */
    int size() {
        return size;
    }

    /** Returns the tokens of a text between the tokens that begin and end a sequence. */
    int[] encode(String text) {
        IntList out = new IntList();
        out.add(begin);
        BertWords.cut(text, word -> encodeWord(word, out));
        out.add(end);
        return out.toArray();
    }

    private void encodeWord(String word, IntList out) {
        if (word.codePointCount(0, word.length()) > MAX_WORD_CHARACTERS) {
            out.add(unknown);
            return;
        }
        IntList pieces = new IntList();
        int from = 0;
        while (from < word.length()) {
            int to = word.length();
            Integer id = null;
            while (to > from && id == null) {
                id = vocabulary.get(from == 0 ? word.substring(0, to) : CONTINUATION + word.substring(from, to));
                to = id == null ? to - 1 : to;
            }
            if (id == null) {
                out.add(unknown);
                return;
            }
            pieces.add(id);
            from = to;
        }
        for (int id : pieces.toArray()) {
            out.add(id);
        }
    }
}
