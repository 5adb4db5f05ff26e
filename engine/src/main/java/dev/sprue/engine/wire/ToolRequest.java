package dev.sprue.engine.wire;

import dev.sprue.engine.chat.AnswerForm;
import java.util.List;
import java.util.Optional;

/**
 * The tools of a request.
 *
 * @param lines one line of JSON for each tool that the model is told of; empty where it is told of none
 * @param use how the answer may call them; absent: it may not
 * @param legacy whether they were sent as {@code functions}, which changes the spelling of the answer
 */
record ToolRequest(List<String> lines, Optional<AnswerForm.ToolUse> use, boolean legacy) {
    static final ToolRequest NONE = new ToolRequest(List.of(), Optional.empty(), false);
}
