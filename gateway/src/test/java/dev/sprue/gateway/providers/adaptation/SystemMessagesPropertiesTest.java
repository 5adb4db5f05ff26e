package dev.sprue.gateway.providers.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random conversations, read again by another reader. */
class SystemMessagesPropertiesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String[] ROLES = {"system", "developer", "user", "user", "assistant", "tool"};
    private static final String[] SPACES = {"", "", " ", "\n\t", "  "};

    private final Random random = new Random(11);
    private int texts;

    /** A message as it was written. */
    private record Written(String role, String json) {

        boolean isSystem() {
            return role.equals("system") || role.equals("developer");
        }
    }

    @Test
    void allTextStaysInOrderAndEverythingElseStaysToTheByte() throws Exception {
        for (int i = 0; i < Tries.of(2_000, 200_000); i++) {
            List<Written> messages = new ArrayList<>();
            int count = 1 + random.nextInt(7);
            for (int j = 0; j < count; j++) {
                messages.add(message(ROLES[random.nextInt(ROLES.length)]));
            }
            String before =
                    "{" + space() + "\"x\":[{\"role\":\"system\"}," + space() + "1.50],\"messages\"" + space() + ":";
            String after = space() + ",\"y\":{\"messages\":[]}" + space() + "}";
            String body = before + array(messages) + after;
            check(body, before, after, messages);
        }
    }

    private static void check(String body, String before, String after, List<Written> messages) throws Exception {
        byte[] spliced = SystemMessages.asUser(JsonFields.scan(body.getBytes(StandardCharsets.UTF_8), 100))
                .splice();
        String sent = new String(spliced, StandardCharsets.UTF_8);
        assertThat(sent).as(body).startsWith(before).endsWith(after);
        JsonNode given = MAPPER.readTree(body).get("messages");
        JsonNode made = MAPPER.readTree(sent).get("messages");
        assertThat(said(made)).as(body).isEqualTo(said(given));
        assertThat(roles(made)).as(body).doesNotContain("system", "developer");
        for (int i = 0; i < messages.size(); i++) {
            boolean touched = messages.get(i).isSystem()
                    || i > 0 && messages.get(i - 1).isSystem()
                    || i + 1 < messages.size() && messages.get(i + 1).isSystem();
            if (!touched
                    || !messages.get(i).role().equals("user")
                            && !messages.get(i).isSystem()) {
                assertThat(sent).contains(messages.get(i).json());
            }
        }
        // No user message stands beside another but where the caller put two side by side, or system messages between
        // them.
        assertThat(neighbours(roles(made)))
                .as(body)
                .isEqualTo(neighbours(roles(given).stream()
                        .filter(role -> !role.equals("system") && !role.equals("developer"))
                        .toList()));
    }

    private static int neighbours(List<String> roles) {
        int found = 0;
        for (int i = 1; i < roles.size(); i++) {
            found += roles.get(i).equals("user") && roles.get(i - 1).equals("user") ? 1 : 0;
        }
        return found;
    }

    private static List<String> roles(JsonNode messages) {
        List<String> roles = new ArrayList<>();
        messages.forEach(message -> roles.add(message.get("role").asText()));
        return roles;
    }

    /** All that is said, in order, without the empty lines between joined texts; a number for each part that is no text. */
    private static String said(JsonNode messages) {
        StringBuilder said = new StringBuilder();
        for (JsonNode message : messages) {
            JsonNode content = message.path("content");
            if (content.isTextual()) {
                said.append(content.asText());
            }
            for (JsonNode part : content.isArray() ? content : MAPPER.createArrayNode()) {
                said.append(part.path("text").asText(""))
                        .append(part.path("image").asText(""));
            }
        }
        return said.toString().replace("\n\n", "");
    }

    private String array(List<Written> messages) {
        StringBuilder out = new StringBuilder("[").append(space());
        for (int i = 0; i < messages.size(); i++) {
            out.append(i == 0 ? "" : space() + "," + space())
                    .append(messages.get(i).json());
        }
        return out.append(space()).append(']').toString();
    }

    private Written message(String role) {
        String content = random.nextInt(3) == 0 ? parts(!role.equals("user")) : text();
        String name = random.nextInt(4) == 0 ? "\"name\":\"n" + texts++ + "\"," : "";
        if (role.equals("assistant") && random.nextInt(3) == 0) {
            return new Written(role, "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"" + texts++ + "\"}]}");
        }
        return new Written(
                role,
                "{" + name + space() + "\"role\":" + space() + "\"" + role + "\"," + "\"content\":" + content + "}");
    }

    private String parts(boolean textOnly) {
        StringBuilder out = new StringBuilder("[").append(space());
        int count = textOnly ? random.nextInt(3) : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : "," + space());
            if (textOnly || random.nextBoolean()) {
                out.append("{\"type\":\"text\",\"text\":").append(text()).append('}');
            } else {
                out.append("{\"type\":\"image_url\",\"image\":").append(texts++).append('}');
            }
        }
        return out.append(space()).append(']').toString();
    }

    private String text() {
        return switch (random.nextInt(5)) {
            case 0 -> "\"\"";
            case 1 -> "\"\\u00e9\\\"" + texts++ + "\\\\\"";
            case 2 -> "\"😀é" + texts++ + "\\n\"";
            default -> "\"text " + texts++ + "\"";
        };
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
