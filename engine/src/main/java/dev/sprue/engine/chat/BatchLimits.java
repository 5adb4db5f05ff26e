package dev.sprue.engine.chat;

/**
 * What the generations of a model may take together.
 *
 * @param maxRunning generations that grow side by side; at least 1
 * @param maxWaiting generations that wait for a place; more are refused
 * @param kvBytes memory for keys and values, that for prompts which may come again included
 */
public record BatchLimits(int maxRunning, int maxWaiting, long kvBytes) {}
