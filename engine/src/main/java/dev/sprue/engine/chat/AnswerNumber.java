package dev.sprue.engine.chat;

/**
 * Which answer of a generation it is.
 *
 * @param choice its number among all answers, prompt by prompt
 * @param ofPrompt its number among the answers to the same prompt, so that equal seeds give different answers to one
 *     prompt, and the same answers to a prompt whatever other prompts are beside it
 */
record AnswerNumber(int choice, int ofPrompt) {}
