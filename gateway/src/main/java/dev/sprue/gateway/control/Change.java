package dev.sprue.gateway.control;

/**
 * One change, after it has reached the disk.
 *
 * @param revision its number: a snapshot with this revision, or a later one, has it
 * @param operation the id of its row among the operations
 */
public record Change(long revision, String operation) {}
