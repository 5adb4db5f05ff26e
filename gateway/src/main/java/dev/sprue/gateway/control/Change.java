package dev.sprue.gateway.control;

import dev.sprue.gateway.store.sql.Revision;

/**
 * One change, after it has reached the disk.
 *
 * @param revision which one it is: a snapshot of this revision has it
 * @param operation the id of its row among the operations
 */
public record Change(Revision revision, String operation) {}
