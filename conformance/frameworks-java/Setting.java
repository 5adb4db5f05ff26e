/**
 * What the driver passes in: two running products, and what is the same for every framework.
 *
 * @param root where the product is
 * @param key its resource's key
 * @param chat a deployment for chats
 * @param embed a deployment for vectors
 */
record Setting(String root, String key, String chat, String embed) {
    /** The product as it starts by itself. */
    static final Setting BUILT_IN =
            new Setting(System.getenv("SPRUE_ENDPOINT"), System.getenv("SPRUE_KEY"), "sprue-chat", "sprue-embed");

    /** The product before the stand-in, which does what the last message says. */
    static final Setting RELAY = new Setting(
            System.getenv("SPRUE_RELAY_ENDPOINT"), System.getenv("SPRUE_RELAY_KEY"), "Relay-Chat", "Relay-Embed");

    static final String QUESTION = "What is the capital of France?";
    static final String PLAIN = "plain";
    static final String PLAIN_ANSWER = "Hello, world.";
    static final int PLAIN_PROMPT_TOKENS = 11;
    static final int PLAIN_TOKENS = 4;
    static final String USE_TOOLS = "use your tools";
    static final String FILL_FORM = "fill in the form";
    static final String REFUSE = "fault bad_request";
    static final String BREAK = "fault cut";

    /** The same product, called with another key. */
    Setting withKey(String other) {
        return new Setting(root, other, chat, embed);
    }

    /** The same product, asked for another deployment. */
    Setting withChat(String other) {
        return new Setting(root, key, other, embed);
    }
}
