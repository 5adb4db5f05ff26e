package dev.sprue.engine.chat;

import dev.sprue.engine.grammar.TokenTrie;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What forms of answers need of a vocabulary: its tokens as bytes, and the control tokens of turns and calls. Immutable. */
final class FormTokens {
    /** Stands for a control token that the vocabulary lacks. */
    static final int NONE = -1;

    private final TokenTrie trie;
    private final BitSet ends;
    private final int callStart;
    private final int callEnd;
    private final int lineBreak;

    FormTokens(Tokenizer tokenizer, BitSet ends) {
        List<byte[]> bytes = new ArrayList<>(tokenizer.size());
        for (int id = 0; id < tokenizer.size(); id++) {
            bytes.add(tokenizer.isControl(id) ? new byte[0] : tokenizer.bytes(id));
        }
        this.trie = new TokenTrie(bytes);
        this.ends = (BitSet) ends.clone();
        this.callStart = tokenizer.control(ChatMlTemplate.CALL_START).orElse(NONE);
        this.callEnd = tokenizer.control(ChatMlTemplate.CALL_END).orElse(NONE);
        this.lineBreak = tokenizer.encode("\n")[0];
    }

    /** Returns whether the vocabulary has the control tokens of calls. */
    boolean canCall() {
        return callStart != NONE && callEnd != NONE;
    }

    TokenTrie trie() {
        return trie;
    }

    /** Returns the tokens that end a turn. Do not change the set. */
    BitSet ends() {
        return ends;
    }

    int callStart() {
        return callStart;
    }

    int callEnd() {
        return callEnd;
    }

    int lineBreak() {
        return lineBreak;
    }
}
