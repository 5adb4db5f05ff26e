package dev.sprue.gateway.providers.canonical;

import java.util.List;
import java.util.function.Predicate;

/** What a conversation comes to where what one side says in a row, results of calls included, is one turn. */
public final class Turns {

    private Turns() {}

    /**
     * Whether the conversation ends in results of calls, and the answer that began with them does not begin with thoughts. A
     * model that is asked to think refuses that, and most callers cannot give the thoughts back.
     *
     * @param beginsWithThoughts whether a message gives thoughts back
     */
    public static boolean lackThoughts(List<Message> messages, Predicate<Message.Assistant> beginsWithThoughts) {
        boolean lacks = false;
        int i = messages.size() - 1;
        while (true) {
            boolean results = false;
            while (i >= 0 && !(messages.get(i) instanceof Message.Assistant)) {
                results |= messages.get(i) instanceof Message.ToolResult;
                i--;
            }
            if (!results) {
                return lacks;
            }
            while (i >= 0 && messages.get(i) instanceof Message.Assistant assistant) {
                lacks = !beginsWithThoughts.test(assistant);
                i--;
            }
        }
    }
}
