/**
 * The models built into Sprue: the engine worker, a child process that is started, watched and restarted here, and that
 * is otherwise one more OpenAI-compatible server.
 */
@NullMarked
package dev.sprue.gateway.providers.builtin;

import org.jspecify.annotations.NullMarked;
